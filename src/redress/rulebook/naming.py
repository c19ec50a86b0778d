"""A place in a rulebook in people's words: the section, the item, the field, and the values there (CLK-09)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from redress.rulebook import events, kinds, limits
from redress.rulebook.book import Rulebook
from redress.rulebook.diff import Change
from redress.rulebook.labels import FIELDS, SECTIONS, SPECIAL
from redress.rulebook.marks import Path
from redress.rulebook.paper import Writer
from redress.rulebook.sections.recusal.chapter import ACTS, LINKS
from redress.rulebook.words import Language, Words

_CONDITIONS: Final = ("when", "for", "any_of")
_EVENTS: Final = ("starts", "stops", "until", "restarts", "cancels", "event", "proves")
_PLACES: Final = {**kinds.SOURCES, **kinds.DEPARTMENTS}
_FROM: Final = {
    "event": Words("起算事件", "the event"),
    "received": Words("收到之时", "receipt"),
    "closing": Words("结案", "closing"),
    "dispute_end": Words("纠纷结束", "the end of the dispute"),
    "contract_end": Words("合同终止", "the end of the contract"),
}
_WORDS: Final[dict[str, Mapping[str, Words]]] = {
    **dict.fromkeys(_EVENTS, events.NAMES),
    **dict.fromkeys(("duties", "superior", "head_office"), kinds.DUTIES),
    **dict.fromkeys(("department", "copies", "to", "source"), _PLACES),
    **dict.fromkeys(("urge", "tell", "notify"), kinds.WHOM),
    **dict.fromkeys(("questions", "rules_on"), kinds.QUESTIONS),
    **dict.fromkeys(("bars", "colleagues"), ACTS),
    "from": _FROM,
    "units": kinds.UNITS,
    "bodies": kinds.BODIES,
    "who": kinds.CLOSERS,
    "links": LINKS,
}
_YES: Final = {True: Words("是", "yes"), False: Words("否", "no")}


@dataclass(frozen=True, slots=True)
class Told:
    """A change in words; `item` is empty where a section says one thing only. `path` is the place in the file."""

    section: str
    item: str
    field: str
    kind: str
    before: str
    after: str
    path: str

    @property
    def place(self) -> str:
        return " › ".join(filter(None, (self.section, self.item, self.field)))


def told(change: Change, a: Rulebook, b: Rulebook, language: Language) -> Told:
    """The change from `a` to `b` in words of that language."""
    here = a if change.kind == "removed" else b
    writer, steps = Writer(here, language), change.steps
    section, *rest = steps
    names = _names(writer, here.data, steps)
    field = writer.say("：", ": ").join(names[len(names) - 1 :]) if rest else ""
    return Told(
        section=_label(SECTIONS, str(section), language),
        item=" › ".join(names[:-1]),
        field=field,
        kind=change.kind,
        before=_value(Writer(a, language), a.data, steps) if change.kind != "added" else "",
        after=_value(Writer(b, language), b.data, steps) if change.kind != "removed" else "",
        path=change.path,
    )


def _names(writer: Writer, data: Mapping[str, Any], steps: Path) -> list[str]:
    """What each step below the section is called: an item by its title, a field by its label, a line by its number."""
    names: list[str] = []
    here: Any = data
    for depth, step in enumerate(steps):
        here = here[step]
        if depth:
            names.append(_name(writer, here, steps, depth))
    return [name for name in names if name]


def _name(writer: Writer, here: Any, steps: Path, depth: int) -> str:
    step, above = steps[depth], steps[depth - 1]
    text = step in FIELDS and isinstance(here, Mapping) and set(here) == {"zh", "en"}
    if isinstance(here, Mapping) and not text and (title := _title(here, writer.language)):
        return title
    if isinstance(step, int):
        return writer.say(f"第 {step + 1} 条", f"no. {step + 1}")
    if above in _CONDITIONS or (isinstance(above, int) and depth > 1 and steps[depth - 2] in _CONDITIONS):
        known = kinds.ATTRIBUTES.get(step)
        return known.get(writer.language) if known else step
    return _label_of(step, [part for part in steps[:depth] if isinstance(part, str)], writer.language)


def _label_of(step: str, above: list[str], language: Language) -> str:
    for part in reversed(above):
        if (part, step) in SPECIAL:
            return SPECIAL[part, step].get(language)
    return _label(FIELDS, step, language)


def _title(here: Mapping[str, Any], language: Language) -> str:
    for name in ("title", "text"):
        words = here.get(name)
        if isinstance(words, Mapping) and language in words:
            return str(words[language])
    return str(here[language]) if set(here) >= {"zh", "en"} else ""


def _label(words: Mapping[str, Words], key: str, language: Language) -> str:
    return words[key].get(language) if key in words else key


def _value(writer: Writer, data: Any, steps: Path) -> str:
    """The value at that place, in words where it is a code, an amount of time or yes and no."""
    for step in steps:
        data = data[step]
    if isinstance(data, list):
        return writer.join(_word(writer, steps, each) for each in data)
    return _word(writer, steps, data)


def _word(writer: Writer, steps: Path, value: Any) -> str:
    if isinstance(value, bool):
        return _YES[value].get(writer.language)
    text, field = str(value), str(steps[-1])
    if len(steps) > 1 and any(part in _CONDITIONS for part in steps[:-1]):
        return writer.value(field, text)
    if field == "cite" and text in writer.rulebook.method.sources:
        return writer.rulebook.method.sources[text].title.get(writer.language)
    if text in _WORDS.get(field, {}):
        return _WORDS[field][text].get(writer.language)
    before = text.removesuffix(" before")
    try:
        return limits.parse(before).get(writer.language)
    except ValueError:
        return text
