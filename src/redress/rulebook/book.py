"""A rulebook in use: typed look-ups over the validated sections."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from redress.rulebook import authority
from redress.rulebook.checks.values import known_values
from redress.rulebook.conditions import matches
from redress.rulebook.kinds import Duty
from redress.rulebook.limits import Amount, Unit
from redress.rulebook.marks import Marks
from redress.rulebook.program import Program
from redress.rulebook.schema.method import Method
from redress.rulebook.sections.clocks.schema import ClockRule
from redress.rulebook.sections.codes.schema import AutomaticLevel, Channel, ClassCode, Complainant, Item
from redress.rulebook.sections.handling.schema import Check, ClosingRule, Route, Spot
from redress.rulebook.sections.letters.schema import LetterRule
from redress.rulebook.sections.special_cases.schema import SolvedByOthers
from redress.rulebook.sections.special_flows.schema import STANDARD, Flow
from redress.rulebook.words import Title

if TYPE_CHECKING:
    from redress.worktime import Calendar

MAX_PROGRAMS: Final = 64
"""Calendars for which compiled clocks are kept."""
MAX_BRIDGED: Final = 4000
"""Facts for which the class of another set is kept."""


T = TypeVar("T")
R = TypeVar("R", Route, ClosingRule)


class UnknownCodeError(LookupError):
    """A code or a case that the rulebook does not know; the message lists what it knows."""


class Rulebook:
    """Everything a method says, after `extends` was resolved and checked. Never changes.

    `method` holds the sections, `data` the same as plain values; `texts` the sources it was made of, child
    first, by name; `chain` their names; `digest` the SHA-256 of the merged content, so that two rulebooks
    that say the same are known to be the same.
    """

    def __init__(
        self, method: Method, data: Mapping[str, Any], marks: Marks, texts: Mapping[str, str]
    ) -> None:
        self.method = method
        self.data = data
        self.marks = marks
        self.texts: dict[str, str] = dict(texts)
        self.chain: tuple[str, ...] = tuple(texts)
        canonical = json.dumps(data, ensure_ascii=False, sort_keys=True, default=str, separators=(",", ":"))
        self.digest = hashlib.sha256(canonical.encode()).hexdigest()
        self._programs: dict[int, Program] = {}
        self._bridged: dict[tuple[str, ...], str | None] = {}

    @property
    def name(self) -> str:
        return self.method.rulebook

    @property
    def version(self) -> str:
        return self.method.version

    @property
    def effective(self) -> date:
        return self.method.effective

    @property
    def title(self) -> Title:
        return self.method.title

    def __repr__(self) -> str:
        return f"<Rulebook {self.name} {self.version} {self.digest[:8]}>"

    def program(self, calendar: Calendar) -> Program:
        """The clock rules made ready for a calendar; worked out once for each."""
        program = self._programs.get(id(calendar))
        if program is None:
            if len(self._programs) >= MAX_PROGRAMS:
                self._programs.clear()
            program = self._programs[id(calendar)] = Program(self.method, calendar)
        return program

    def clock(self, key: str) -> ClockRule:
        return _get(self.method.clocks, key, "clock")

    def counted_in(self, key: str, known: Mapping[str, str]) -> Unit | None:
        """What the limit of that clock counts for a case of which that much is known; None where it leaves that open,
        or there is no such clock."""
        rule = self.method.clocks.get(key)
        if rule is None:
            return None
        if isinstance(rule.limit, Amount):
            return rule.limit.unit
        units = set()
        for row in self.method.limits[rule.limit.table].rows:
            if all(known.get(name) in {None, *allowed} for name, allowed in row.when.items()):
                units.add(row.limit.unit)
                if matches(row.when, known):
                    break
        return units.pop() if len(units) == 1 else None

    def channel(self, code: str) -> Channel:
        return _get(self.method.channels, code, "channel")

    def confirmed_by(self, channel: str, source: str) -> tuple[str, ...]:
        """By what acceptance is told: as the channel asks, or that of who passed the case on; empty: by anything."""
        ways = self.channel(channel).confirm_by
        theirs = [each.confirm_by for each in self.method.channels.values() if each.source == source]
        if not ways or not all(theirs):
            return ()
        return tuple(dict.fromkeys([*ways, *(way for each in theirs for way in each)]))

    def class_(self, code: str, of: str = "method") -> ClassCode:
        """A class of a set; retired ones too, because old cases carry them (CLS-07)."""
        return _get(_get(self.method.class_sets, of, "class set").codes, code, "class")

    def classes(self, day: date, of: str = "method") -> dict[str, ClassCode]:
        """The classes that a case of that day may be given."""
        codes = _get(self.method.class_sets, of, "class set").codes
        return {code: entry for code, entry in codes.items() if entry.valid_on(day)}

    def bridge(
        self, class_: str, reason: str, to_set: str, *, sale_stage: str = "none", channel: str = ""
    ) -> str | None:
        """The class of another set that follows from the method's class and reason, from the stage of a bank's
        sale, and from the channel (CLS-02, CLS-03, FLW-12)."""
        asked = (to_set, class_, reason, sale_stage, channel)
        if asked not in self._bridged:
            facts = {"class": class_, "reason": reason, "sale_stage": sale_stage, "channel": channel}
            rows = _get(self.method.bridges, to_set, "bridge").rows
            if len(self._bridged) >= MAX_BRIDGED:
                self._bridged.clear()
            self._bridged[asked] = next((row.to for row in rows if matches(row.when, facts)), None)
        return self._bridged[asked]

    def letter(self, kind: str) -> LetterRule:
        """A form or letter (COM-07)."""
        return _get(self.method.letters, kind, "letter")

    def letters(self, subject: Mapping[str, str]) -> dict[str, LetterRule]:
        """The forms and letters such a case may need."""
        return {code: rule for code, rule in self.method.letters.items() if matches(rule.when, subject)}

    def complainant(self, kind: str) -> Complainant:
        return _get(self.method.complainants, kind, "kind of complainant")

    def checklist(self, kind: str) -> tuple[Item, ...]:
        """What is asked of that kind of complainant (INT-12)."""
        return self.complainant(kind).checklist

    def solved_by_others(self, subject: Mapping[str, str]) -> SolvedByOthers | None:
        """The rule by which people of some departments do not solve such a case (Order 2010-4, Art. 18)."""
        finding = self.method.callback_findings.get(subject["callback_finding"])
        rule = finding.solved_by_others if finding else None
        return rule if rule and matches(rule.when, subject) else None

    def route(self, subject: Mapping[str, str]) -> Route:
        """The main department and the copies for a case (ORG-08)."""
        return _first(self.method.routing, subject, "routing")

    def closer(self, subject: Mapping[str, str]) -> ClosingRule:
        """Who closes a case (CLO-01)."""
        return _first(self.method.closing, subject, "closing")

    def spot_authority(self, subject: Mapping[str, str], duty: str) -> Spot | None:
        """The widest authority of that duty to settle such a case on the spot, or None (FLW-01)."""
        rules = [
            rule for rule in self.method.on_the_spot if duty in rule.duties and matches(rule.when, subject)
        ]
        return max(
            rules, key=lambda rule: Decimal("Infinity") if rule.up_to is None else rule.up_to, default=None
        )

    def on_the_spot(self, subject: Mapping[str, str], unit: str, duty: str) -> Decimal | None:
        """The most that a duty in a unit of that level settles on the spot of such a case; None: nothing (FLW-01).

        Never more than it may decide (AUT-01); who decides nothing settles no more than who decides least there.
        """
        spot = self.spot_authority({**subject, "unit": unit}, duty)
        if spot is None:
            return None
        decided = authority.limit(self.method, subject, unit, duty)
        least = [
            found.row.most
            for each in get_args(Duty)
            if decided is None and (found := authority.limit(self.method, subject, unit, each)) is not None
        ]
        limits = [decided.row.most] if decided else sorted(least)[:1]
        return min([Decimal("Infinity") if spot.up_to is None else spot.up_to, *limits])

    def flow_for(self, subject: Mapping[str, str]) -> str:
        """The flow that such a case takes: the first whose condition holds, else the standard one (FLW-11..13)."""
        for code, flow in self.method.flows.items():
            if flow.when is not None and matches(flow.when, subject):
                return code
        return STANDARD

    def flow(self, code: str) -> Flow:
        return _get(self.method.flows, code, "flow")

    def automatic_level(
        self, *, complainants: int = 1, designated: bool = False, event: str = ""
    ) -> tuple[str, AutomaticLevel] | None:
        """The level a case has whatever anybody thinks, and the rule that makes it so (CLS-05)."""
        for rule in self.method.automatic_levels:
            enough = rule.complainants is not None and complainants >= rule.complainants
            if enough or (rule.designated and designated) or (rule.event is not None and event in rule.event):
                return rule.level, rule
        return None

    def before_closing(self, subject: Mapping[str, str]) -> dict[str, Check]:
        """What must be true before such a case is closed."""
        return {key: check for key, check in self.method.before_closing.items() if check.is_for(subject)}

    def callback_needed(self, subject: Mapping[str, str]) -> bool:
        """Whether the customer of such a case is called back before closing (CLO-04)."""
        rules = self.method.callback
        return rules is not None and any(matches(rule.when, subject) for rule in rules.needed)

    def dispatch_checks(self, subject: Mapping[str, str]) -> dict[str, Check]:
        """What must be true before such a case is dispatched."""
        return {key: check for key, check in self.method.dispatch_checks.items() if check.is_for(subject)}

    @cached_property
    def values(self) -> dict[str, tuple[str, ...]]:
        """Attribute -> every value a subject can have under this rulebook."""
        return known_values(self.method)


def _get(codes: Mapping[str, T], code: str, what: str) -> T:
    try:
        return codes[code]
    except KeyError:
        raise UnknownCodeError(f"no {what} '{code}'; there are: {', '.join(codes) or 'none'}") from None


def _first(rules: tuple[R, ...], subject: Mapping[str, str], what: str) -> R:
    for rule in rules:
        if matches(rule.when, subject):
            return rule
    raise UnknownCodeError(f"the rulebook's {what} says nothing for {dict(subject)}")
