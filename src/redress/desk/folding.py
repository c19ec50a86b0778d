"""Templates with all that never changes already in them: words in the active language, icons, addresses of files.

Half of what a page of the desk costs is Django asking, for each of a thousand small nodes, what it says this time;
most say the same each time. This loader asks them once a language, when a template is first read, and joins the
answers to the text around them. The templates themselves are ordinary ones, and any other loader renders the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.template import Context, Template
from django.template.base import FilterExpression, Node, NodeList, TextNode, Variable
from django.template.defaulttags import (
    CommentNode,
    CycleNode,
    IfChangedNode,
    IfNode,
    LoadNode,
    ResetCycleNode,
    URLNode,
)
from django.template.library import SimpleNode
from django.template.loader_tags import BlockNode, ExtendsNode, IncludeNode
from django.template.loaders.cached import Loader
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.utils.translation import get_language
from django_htmx.templatetags.django_htmx import htmx_script

from redress.desk import badges
from redress.desk.quick_nodes import quickened

PURE = frozenset({badges.icon, htmx_script})
"""Functions of simple tags that give the same for the same arguments; no page asks for a nonce."""


class FoldingLoader(Loader):
    """Django's cached loader, a template for each language."""

    def cache_key(self, template_name: str, skip: Any = None) -> str:
        return f"{get_language()} {super().cache_key(template_name, skip)}"

    def get_template(self, template_name: str, skip: Any = None) -> Template:
        key = self.cache_key(template_name, skip)
        known = key in self.get_template_cache
        template = super().get_template(template_name, skip)
        if not known:
            template.nodelist = folded(template.nodelist)
        return template


def folded(nodes: NodeList) -> NodeList:
    """The nodes with what is constant turned into text; nodes that hold others are changed in place."""
    result = type(nodes)()
    for text, node in _runs(nodes):
        if text:
            result.append(TextNode(text))
        if node is not None:
            result.append(node)
    result.contains_nontext = nodes.contains_nontext
    return result


def _runs(nodes: Iterable[Node]) -> Iterator[tuple[str, Node | None]]:
    """Text and the node after it; None after the last."""
    text = ""
    for node in nodes:
        said = _said(node)
        if said is not None:
            text += said
            continue
        _fold_inside(node)
        yield text, quickened(node)
        text = ""
    yield text, None


def _said(node: Node) -> str | None:
    """What the node says whenever it is asked; None when that depends."""
    if isinstance(node, TextNode):
        return str(node.s)
    if isinstance(node, LoadNode | CommentNode):
        return ""
    return str(node.render(Context())) if _constant(node) else None


def _constant(node: Node) -> bool:
    if isinstance(node, TranslateNode):
        said = node.filter_expression
        return node.asvar is None and node.message_context is None and _literal(said)
    if isinstance(node, StaticNode):
        return node.varname is None and _literal(node.path)
    if isinstance(node, URLNode):
        return node.asvar is None and not node.args and not node.kwargs and _literal(node.view_name)
    if isinstance(node, SimpleNode):
        given = [*node.args, *node.kwargs.values()]
        return node.func in PURE and node.target_var is None and all(map(_literal, given))
    return False


def _literal(said: FilterExpression) -> bool:
    if said.filters:
        return False
    var = said.var
    return not isinstance(var, Variable) or var.lookups is None


class _Included:
    """A template included by its name: looked up once, not each time a page is made, and rendered as a part of the
    template that includes it, unless something in it counts how often it was rendered."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.found: Template | NodeList | None = None

    def resolve(self, context: Context) -> Template | NodeList:
        if self.found is None:
            assert context.template is not None  # it is being rendered
            template = context.template.engine.get_template(self.name)
            alone = template.nodelist.get_nodes_by_type(_OF_ITS_OWN)
            self.found = template if alone else template.nodelist
        return self.found


_OF_ITS_OWN: Any = (BlockNode, CycleNode, ExtendsNode, IfChangedNode, ResetCycleNode)


def _fold_inside(node: Node) -> None:
    if (
        isinstance(node, IncludeNode)
        and _literal(node.template)
        and not str(node.template.var).startswith(".")
    ):
        node.template = _Included(str(node.template.var))  # type: ignore[assignment]
        return
    if isinstance(node, IfNode):
        node.conditions_nodelists = [(test, folded(inside)) for test, inside in node.conditions_nodelists]
        return
    for name in node.child_nodelists:
        inside = getattr(node, name, None)
        if isinstance(inside, NodeList):
            setattr(node, name, folded(inside))
