"""The case page: everything its template needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from redress.casework.next_step import NextStep
from redress.casework.purposes import Purpose
from redress.casework.refusals import Refusal
from redress.claims.numbers import NUMBERS as CLAIMS
from redress.complaints import limits
from redress.complaints.commands.base import Command
from redress.complaints.commands.evidence import AttachEvidence
from redress.complaints.importing import elsewhere
from redress.complaints.kinds import FindingKind
from redress.complaints.linking.queries import links
from redress.complaints.next_step import next_step
from redress.complaints.oversight import unmasking
from redress.complaints.queries import timeline
from redress.complaints.queries.case import CaseFile, Repeats
from redress.complaints.recusing import recusal
from redress.complaints.recusing.queries import papers
from redress.desk.addresses import address
from redress.desk.pages import clocks, emergency, entries, stepper
from redress.desk.pages.actions import Actions, actions
from redress.desk.pages.clocks import Row
from redress.desk.pages.first import Customer, First, Limits, Step, done
from redress.desk.pages.people import Person, person
from redress.desk.pages.sections import shown
from redress.organisation.calendars import calendar_of
from redress.privacy.masks import Kind, mask
from redress.rulebook import OPEN_STATES, STAGES, ClockState, State
from redress.rulebook.kinds import COMPLEXITIES, GRADES

T = TypeVar("T")
NEWEST = 6
"""Entries of the time line that the page itself shows; older ones come when asked for."""


@dataclass(frozen=True, slots=True)
class Titles:
    """Codes of the case in words."""

    channel: str
    kind: str
    reason: str
    level: str
    complexity: str
    grade: str
    finding: str
    complainant: str
    emotion: str
    temperament: str
    advice: str
    rulebook: str


@dataclass(frozen=True, slots=True)
class Latest(Generic[T]):
    """The newest of many, newest first; the others are in the time line."""

    items: list[T]
    more: int

    @classmethod
    def of(cls, rows: Iterable[T], most: int = 6) -> Latest[T]:
        newest = list(rows)[::-1]
        return cls(newest[:most], max(0, len(newest) - most))


@dataclass(frozen=True)
class CasePage:
    """A case file in the order and words of its page."""

    file: CaseFile

    @cached_property
    def titles(self) -> Titles:
        return titles(self.file)

    @property
    def stepper(self) -> SafeString:
        file = self.file
        # The journal of a case that was taken over from elsewhere does not know what was passed over there.
        return stepper.shown(file.case.state, STAGES if file.row.external_source else file.past.states)

    @cached_property
    def clocks(self) -> clocks.Panel:
        file = self.file
        return clocks.panel(file.clocks, file.case.now, calendar_of(file.row.unit), file.row.number)

    @cached_property
    def following(self) -> NextStep[Command]:
        """What comes next, or whom the case waits for."""
        return next_step(self.file)

    @cached_property
    def actions(self) -> Actions:
        return actions(self.file, self.following)

    @cached_property
    def first(self) -> First:
        """What the head of the page says."""
        file, following, primary = self.file, self.following, self.actions.primary
        return First(
            self._customer,
            str(file.row.demand or file.row.facts),
            file.row.amount,
            Step(
                following.turn,
                following.words,
                following.rule,
                following.since,
                primary.label if primary else "",
                primary.url if primary else "",
                following.about,
            ),
            Limits.of(self._rows(limits.mine(file)), self._rows(each for each in file.clocks if each.open)),
            [done(each.command, each.by, each.at) for each in file.newest.by_people()],
        )

    def _rows(self, shown: Iterable[ClockState]) -> list[Row]:
        file = self.file
        calendar = calendar_of(file.row.unit)
        return clocks.rows(shown, file.clocks, file.case.now, calendar, file.row.number)

    @property
    def _customer(self) -> Customer | None:
        """The first of the people: who complained. Masked; that they are called is asked for and on record (SEC-02)."""
        if not self.people:
            return None
        row, shown = next(iter(self.file.row.parties.all())), self.people[0]
        phone = mask(str(row.phone), Kind.PHONE) if row.phone else ""
        call = address("desk:call", self.file.row.number, row.pk) if phone and self.may_unmask else ""
        return Customer(shown.name, shown.role, phone, call=call)

    @property
    def repeat_of(self) -> Repeats | None:
        """The case that this one repeats."""
        return self.file.repeats

    @cached_property
    def keeps_out(self) -> list[str]:
        """Why who looks at the case must keep out of it, while there is anything to keep out of (ORG-13)."""
        return recusal.kept_out(self.file.case, self.file.actor) if self.open else []

    @property
    def has_our_claim(self) -> bool:
        """Whether the claim that it names is one of the claims service desk."""
        return CLAIMS.pattern.fullmatch(str(self.file.row.claim_number).strip().upper()) is not None

    @cached_property
    def merged_into(self) -> str:
        """Where a case that was merged goes on."""
        return links.merged_into(self.file.row)

    @cached_property
    def emergency(self) -> emergency.Banner | None:
        return emergency.banner(self.file)

    @cached_property
    def people(self) -> list[Person]:
        return [person(party) for party in self.file.row.parties.all()]

    @cached_property
    def elsewhere(self) -> list[elsewhere.Told]:
        """What the register that it came from says was done and was due."""
        return list(elsewhere.told(self.file.row))

    @cached_property
    def may_unmask(self) -> bool:
        return unmasking.may_unmask(self.file.case, self.file.actor)

    @property
    def may_attach(self) -> bool:
        """Whether files are dropped here."""
        return AttachEvidence in self.file.possible

    @cached_property
    def no_files(self) -> list[str]:
        """Why who looks at the case is given no file of it (ORG-13)."""
        return papers.kept_out(self.file.case, self.file.actor)

    @cached_property
    def purposes(self) -> list[tuple[str, object]]:
        return list(Purpose.choices)

    @cached_property
    def contacts(self) -> Latest[Any]:
        return Latest.of(self.file.row.contacts.all())

    @cached_property
    def findings(self) -> Latest[Any]:
        """What is found now on each of the three questions, in their order; what it replaced is in the time line."""
        rows = list(self.file.row.findings.all())
        now = {row.kind: row for row in rows}
        found = [now[kind] for kind in FindingKind if kind in now]
        return Latest(found, len(rows) - len(found))

    @cached_property
    def proposals(self) -> Latest[Any]:
        return Latest.of(self.file.row.proposals.all())

    @property
    def filters(self) -> object:
        """What can be looked for in the time line."""
        return entries.FILTERS

    @property
    def timeline(self) -> timeline.Page:
        return self.file.newest

    @cached_property
    def entries(self) -> list[entries.Shown]:
        known: entries.Names = {
            each.department_id: str(each.department) for each in self.file.row.orders.all()
        }
        return entries.shown(self.file.row, self.timeline.entries, self.file.rulebook, known=known)

    @property
    def sections(self) -> SafeString:
        """What is read only when opened."""
        return shown(self.file.row.number)

    @property
    def open(self) -> bool:
        return self.file.case.state in OPEN_STATES

    @cached_property
    def missing(self) -> list[tuple[str, str]]:
        """What is missing before closing, with the rules that ask for it."""
        language = get_language() or "zh"
        if not self.open:
            return []
        return [(check.text.get(language), ", ".join(check.cite)) for check in self.file.missing]

    @cached_property
    def closer(self) -> Refusal | None:
        return self.file.closer

    @cached_property
    def causes(self) -> list[tuple[str, str, bool]]:
        """Cause, responsible department, whether it is a system cause."""
        language, known = get_language() or "zh", self.file.rulebook.method.causes
        return [
            (
                known[cause.code].title.get(language) if cause.code in known else cause.code,
                str(cause.department),
                cause.is_system,
            )
            for cause in self.file.row.causes.all()
        ]

    @property
    def ended(self) -> bool:
        return self.file.case.state in (State.WITHDRAWN, State.TRANSFERRED, State.DECLINED)


def titles(file: CaseFile) -> Titles:
    """The codes of a case in the active language; a code that the rulebook lost stays as it is."""
    language, row, method = get_language() or "zh", file.row, file.rulebook.method
    classes = method.class_sets["method"].codes
    kind = classes.get(row.class_code)
    reason = kind.reasons.get(row.reason_code) if kind else None
    trait = method.temperaments.get(row.temperament)

    def title(section: dict[str, object], code: str) -> str:
        entry = section.get(code)
        return entry.title.get(language) if entry else code  # type: ignore[attr-defined]

    return Titles(
        channel=title({**method.channels}, row.channel),
        kind=kind.title.get(language) if kind else row.class_code,
        reason=reason.get(language) if reason else row.reason_code,
        level=title({**method.levels}, row.level),
        complexity=COMPLEXITIES[row.complexity].get(language)
        if row.complexity in COMPLEXITIES
        else row.complexity,
        grade=GRADES[row.grade].get(language) if row.grade in GRADES else row.grade,
        finding=title({**method.callback_findings}, row.callback_finding),
        complainant=title({**method.complainants}, row.complainant_kind),
        emotion=title({**method.emotions}, row.emotion),
        temperament=title({**method.temperaments}, row.temperament),
        advice=trait.advice.get(language) if trait and trait.advice else "",
        rulebook=f"{file.rulebook.title.get(language)} {file.rulebook.version}",
    )
