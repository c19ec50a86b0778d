"""A word of the screen means one thing, and one thing has one word."""

import ast
from collections import defaultdict
from pathlib import Path

from babel.messages.pofile import read_po

import redress

SOURCE = Path(redress.__file__).parent
CATALOGUE = SOURCE / "locale/zh_Hans/LC_MESSAGES/django.po"
SAME_SENSE = {
    "Account disabled", "Account enabled", "Awaiting approval", "Decision", "E-mail", "Ended with the case", "Heir",
    "Letter", "Progress", "Sent", "Text message",
}  # fmt: skip
"""Labels that stand in several vocabularies and mean the same in each."""
ONE_WORD = {
    "规则库": "规则集",
    "逾期": "超期",
    "信函": "函件",
}
"""A word that is not said -> the one that is."""
TEXTS = (
    "messages/texts/zh/**/*.txt",
    "rulebook/labels.py",
    "rulebook/chapter*.py",
    "rulebook/strictness/*.py",
)


def vocabularies() -> dict[str, set[str]]:
    """Label without a context -> the classes of choices that have it."""
    found = defaultdict(set)
    for path in SOURCE.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        for kind in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(kind, ast.ClassDef) or not any(
                "Choices" in ast.unparse(base) for base in kind.bases
            ):
                continue
            for call in ast.walk(kind):
                if isinstance(call, ast.Call) and ast.unparse(call.func) in ("_", "gettext_lazy"):
                    found[ast.literal_eval(call.args[0])].add(kind.name)
    return found


def test_a_label_of_two_vocabularies_has_a_context_where_it_means_two_things():
    shared = {label for label, kinds in vocabularies().items() if len(kinds) > 1}
    assert shared == SAME_SENSE, "give it a context (pgettext), or say here that it means the same in each"


def test_one_thing_has_one_word():
    with CATALOGUE.open("rb") as file:
        said = [text for each in read_po(file, locale="zh_Hans") for text in _texts(each.string)]
    said += [path.read_text("utf-8") for pattern in TEXTS for path in SOURCE.glob(pattern)]
    assert {word for word in ONE_WORD for text in said if word in text} == set()


def _texts(string):
    return [string] if isinstance(string, str) else list(string)
