"""The parts of a method document, and how rules are put into words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from redress.rulebook import kinds, linking
from redress.rulebook.book import Rulebook
from redress.rulebook.schema.base import Rule
from redress.rulebook.sections.papers.labels import INJURIES, INSURES
from redress.rulebook.words import Language, Words


@dataclass(frozen=True, slots=True)
class Cite:
    """An article or requirement that a rule comes from, with its words."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rule comes from; `note` says why, for a value that is not from the method."""

    cites: tuple[Cite, ...]
    from_method: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """One rule: what it says, line by line, and where it comes from."""

    anchor: str
    title: str
    lines: tuple[str, ...]
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One rule of a table."""

    cells: tuple[str, ...]
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rules of one kind side by side; each row has as many cells as the header."""

    anchor: str
    title: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    origin: Origin | None = None

    @property
    def sourced(self) -> bool:
        """Whether its rows say each where they come from."""
        return any(row.origin for row in self.rows)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the method."""

    anchor: str
    title: str
    articles: tuple[Article, ...] = ()
    tables: tuple[Table, ...] = ()


class Writer:
    """Puts codes and conditions of one rulebook into the words of one language."""

    def __init__(self, rulebook: Rulebook, language: Language) -> None:
        self.rulebook = rulebook
        self.language = language
        method = rulebook.method
        classes = method.class_sets["method"].codes if "method" in method.class_sets else {}
        self._titles: dict[str, dict[str, str]] = {
            "channel": {code: entry.title.get(language) for code, entry in method.channels.items()},
            "class": {code: entry.title.get(language) for code, entry in classes.items()},
            "reason": {
                code: reason.get(language)
                for entry in classes.values()
                for code, reason in entry.reasons.items()
            },
            "level": {code: entry.title.get(language) for code, entry in method.levels.items()},
            "complainant": {code: entry.title.get(language) for code, entry in method.complainants.items()},
            "flow": {code: entry.title.get(language) for code, entry in method.flows.items()},
            "line": {code: entry.title.get(language) for code, entry in method.lines.items()},
            "loss_cause": {code: entry.title.get(language) for code, entry in method.loss_causes.items()},
            "loss": {code: entry.title.get(language) for code, entry in method.losses.items()},
            "callback_finding": {
                "none": kinds.NO_FINDING.get(language),
                **{code: entry.title.get(language) for code, entry in method.callback_findings.items()},
            },
            "processing": {
                code: entry.title.get(language)
                for code, entry in (
                    method.class_sets["processing"].codes.items() if "processing" in method.class_sets else ()
                )
            },
            **{
                name: self.all(words)
                for name, words in (
                    ("unit", kinds.UNITS),
                    ("source", kinds.SOURCES),
                    ("complexity", kinds.COMPLEXITIES),
                    ("company", kinds.COMPANIES),
                    ("sale_stage", kinds.SALE_STAGES),
                    ("grade", kinds.GRADES),
                    ("insures", INSURES),
                    ("injury", INJURIES),
                    ("outcome", kinds.OUTCOMES),
                    ("originals", kinds.ORIGINALS),
                    *linking.VALUES.items(),
                )
            },
        }

    def say(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def all(self, words: Mapping[str, Words]) -> dict[str, str]:
        return {code: entry.get(self.language) for code, entry in words.items()}

    def join(self, parts: Iterable[str]) -> str:
        return self.say("、", ", ").join(parts)

    def value(self, attribute: str, code: str) -> str:
        return self._titles.get(attribute, {}).get(code, code)

    def condition(self, condition: Mapping[str, frozenset[str]]) -> str:
        """`投诉级别为重大投诉、疑难投诉；复杂程度为复杂`; values in the order of the rulebook."""
        if not condition:
            return self.say("其他情形", "otherwise")
        parts = []
        for attribute, allowed in condition.items():
            order = [*self._titles.get(attribute, ()), *sorted(allowed)]
            names = self.join(self.value(attribute, code) for code in dict.fromkeys(order) if code in allowed)
            words = kinds.ATTRIBUTES.get(attribute) or linking.NAMES.get(attribute)
            title = words.get(self.language) if words else attribute
            parts.append(self.say(f"{title}为{names}", f"{title}: {names}"))
        return self.say("；", "; ").join(parts)

    def origin(self, rule: Rule) -> Origin:
        sources = self.rulebook.method.sources
        cites = tuple(
            Cite(key, sources[key].title.get(self.language), sources[key].text.get(self.language))
            for key in rule.cite
        )
        note = rule.note.get(self.language) if rule.note else ""
        return Origin(cites, not rule.not_from_method, note)
