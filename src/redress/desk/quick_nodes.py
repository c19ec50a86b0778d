"""What a template does a hundred times a page, to look a value up and to say it, by the short way that nearly every
value takes; whatever is out of the ordinary takes Django's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from functools import cache
from html import escape
from typing import Any

from django.template import Context
from django.template.base import FilterExpression, Node, Variable, VariableNode, render_value_in_context
from django.template.defaulttags import URLNode
from django.template.smartif import TokenBase
from django.utils.safestring import SafeString

from redress.desk.addresses import address
from redress.desk.markup import SPECIAL


class QuickVariable(Variable):
    """Attributes of objects; Django first asks each for such a key, and hears by an exception that it has none."""

    __slots__ = ()

    def _resolve_lookup(self, context: Context) -> Any:
        first, *others = self.lookups  # type: ignore[misc]
        try:
            found = context[first]
            for name in others:
                if callable(found) or _has_keys(type(found)):  # type: ignore[arg-type] # mypy: a class has a hash
                    return super()._resolve_lookup(context)  # type: ignore[misc]
                found = getattr(found, name)
            if callable(found):
                return super()._resolve_lookup(context)  # type: ignore[misc]
        except Exception:  # what it means, and whether it is one, Django knows
            return super()._resolve_lookup(context)  # type: ignore[misc]
        return found


@cache
def _has_keys(of: Any) -> bool:
    """Whether a name may be a key of such a thing; that of a text or a tuple is a place, and stands in digits."""
    return hasattr(of, "__getitem__") and not issubclass(of, str | tuple)


class QuickValue(VariableNode):
    """Words and whole numbers; Django asks of each whether it is a time or a number in the manner of the language."""

    def render(self, context: Context) -> str:
        try:
            said = self.filter_expression.resolve(context)
        except UnicodeDecodeError:
            return ""
        if isinstance(said, _IN_THE_MANNER):
            return str(render_value_in_context(said, context))
        words = said if issubclass(type(said), str) else str(said)
        if isinstance(words, SafeString) or not context.autoescape or not SPECIAL.search(words):
            return str(words)
        return escape(words)


_IN_THE_MANNER = (float, Decimal, date, time)


class QuickAddress(URLNode):
    """Of a page about one case or row."""

    def render(self, context: Context) -> str:
        return escape(address(str(self.view_name.var), *(each.resolve(context) for each in self.args)))


def quickened(node: Node) -> Node:
    """The node, taking the short ways where there are any."""
    for expression in _expressions(vars(node).values()):
        if isinstance(expression.var, Variable) and expression.var.lookups is not None:
            expression.var.__class__ = QuickVariable
    if type(node) is VariableNode:
        node.__class__ = QuickValue
    elif type(node) is URLNode and isinstance(node.view_name.var, str) and not (node.kwargs or node.asvar):
        node.__class__ = QuickAddress
    return node


def _expressions(within: Iterable[Any]) -> Iterator[FilterExpression]:
    """What a node looks up, in whatever it keeps that; not what the nodes inside it look up."""
    for each in within:
        if isinstance(each, FilterExpression):
            yield each
        elif isinstance(each, TokenBase):
            yield from _expressions(vars(each).values())
        elif isinstance(each, Mapping):
            yield from _expressions(each.values())
        elif isinstance(each, list | tuple):
            yield from _expressions(each)
