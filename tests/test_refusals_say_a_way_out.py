"""Every refusal says what to do: each text that the source gives to one has a sentence that begins with a verb.

The texts are read from the source, so that one written tomorrow is asked too: the literals in a call that refuses, and
those of the names, attributes and functions of the same file that stand in it.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import redress
from redress.operations import catalogue

SOURCE = Path(redress.__file__).parent
ROOT = "RuleStands"
SAID = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"}

TO_DO = (
    "Add|Answer|Appoint|Archive|Ask|Attach|Call|Change|Check|Choose|Class|Clear|Close|Compare|"
    "Compress|Confirm|Copy|Correct|Decide|Delete|Describe|Dispatch|Do|Draft|Enable|End|Enter|"
    "Explain|Fill|Finish|Follow|Give|Go|Hand|Handle|Have|Hold|Import|Issue|Keep|Leave|Let|"
    "Link|List|Look|Lower|Make|Merge|Move|Name|Open|Propose|Publish|Put|Record|Refer|Register|"
    "Reject|Release|Reload|Remove|Rename|Repeat|Report|Restore|Revise|Run|Save|Say|Send|Settle|"
    "Shorten|Show|Sign|Split|Start|State|Submit|Take|Tell|Tick|Try|Turn|Type|Unpack|Upload|"
    "Urge|Use|Verify|Wait|Withdraw|Write"
)
WAY_OUT = re.compile(
    r"(?:^|[.;:?!] )(?:(?:To|For|If|Once|When) [^.;:]*, )?(?:Please )?"
    rf"(?:(?:{TO_DO})\b|Nothing (?:more can|needs to) be done)",
    re.IGNORECASE,
)
WAY_OUT_IN_CHINESE = re.compile("请|无需")

CARRY_THEIR_OWN = {"Letter %(number)s: %(state)s. %(do)s", "%(name)s: %(because)s"}
"""What to do stands in the value: one of the texts of the same file, or what another refusal says."""


def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))}


def name_of(node: ast.expr) -> str:
    return str(getattr(node, "id", getattr(node, "attr", "")))


def refusals(parsed: dict[Path, ast.Module]) -> set[str]:
    """The classes that descend from the root of all refusals."""
    bases = {
        each.name: {name_of(base) for base in each.bases}
        for tree in parsed.values()
        for each in ast.walk(tree)
        if isinstance(each, ast.ClassDef)
    }
    found = {ROOT}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found


Named = dict[str, list[ast.expr]]


def named(tree: ast.Module) -> Named:
    """What the names of a file stand for: values that are assigned, answers of functions."""
    found: Named = defaultdict(list)
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=targets, value=value):
                for target in targets:
                    found[name_of(target)].append(value)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                found[name_of(target)].append(value)
            case ast.FunctionDef(name=name):
                given = (each.value for each in ast.walk(node) if isinstance(each, ast.Return))
                found[name].extend(value for value in given if value is not None)
    return found


def texts(node: ast.expr, names: Named, depth: int = 0) -> Iterator[str]:
    """The messages in an expression, through names of the same file."""
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and name_of(each.func) in SAID:
            for given in each.args[:2]:
                if isinstance(given, ast.Constant) and isinstance(given.value, str):
                    yield given.value
        elif isinstance(each, ast.Name | ast.Attribute) and depth < 3:
            own = isinstance(each, ast.Name) or name_of(each.value) in {"self", "cls"}
            for value in names.get(name_of(each), []) if own else []:
                yield from texts(value, names, depth + 1)


def is_sentence(text: str) -> bool:
    """Names of fields and parts of a sentence are quoted in refusals too."""
    return not text[0].islower() and bool(re.search(r"[.:]$|\)s$", text)) and " " in text


@cache
def said() -> frozenset[str]:
    """Every sentence that a refusal says."""
    parsed = trees()
    classes, found = refusals(parsed), set[str]()
    for tree in parsed.values():
        names = named(tree)
        inside = [
            each
            for owner in ast.walk(tree)
            if isinstance(owner, ast.ClassDef) and owner.name in classes
            for each in ast.walk(owner)
        ]
        calls = [
            each
            for each in (*ast.walk(tree), *inside)
            if isinstance(each, ast.Call)
            and (
                name_of(each.func) in classes | {"refuse"}
                or (name_of(each.func), each in inside) == ("__init__", True)
            )
        ]
        for call in calls:
            for given in (*call.args, *(keyword.value for keyword in call.keywords)):
                found |= {text for text in texts(given, names) if is_sentence(text)}
    return frozenset(found)


def test_the_texts_of_refusals_are_found():
    assert len(said()) > 450
    assert "There is no such body. Choose one of the list." in said(), "a literal"
    assert any(text.startswith("You cannot close this case: it is closed by") for text in said()), (
        "by a function"
    )


def test_each_refusal_says_what_to_do():
    silent = sorted(text for text in said() - CARRY_THEIR_OWN if not WAY_OUT.search(text))
    assert silent == []


def test_each_says_it_in_chinese_too():
    (po,) = catalogue.files()
    with po.open("rb") as file:
        messages = read_po(file, locale="zh_Hans")
    silent = [
        (text, message.string)
        for text in sorted(said() - CARRY_THEIR_OWN)
        if (message := messages.get(text)) is not None and not WAY_OUT_IN_CHINESE.search(str(message.string))
    ]
    assert silent == []


@pytest.mark.parametrize(
    "text",
    [
        "The due date lies in the past.",
        "Nobody votes on a motion of their own; the others do.",
        "This case has no order %(number)s.",
        "The opinion awaits approval; nothing goes on before that is decided.",
    ],
)
def test_what_only_says_what_is_wrong_is_no_way_out(text):
    assert not WAY_OUT.search(text)
