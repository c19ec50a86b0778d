"""Moving an open case to another version of its rulebook: said, reasoned, journalled, never silent (CLK-09)."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, gettext_noop
from django.utils.translation import gettext as _
from pydantic import Field, JsonValue, PrivateAttr

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Code, RequiredText, ShortLine
from redress.casework.models import RulebookVersion
from redress.casework.refusals import check_code, refuse
from redress.casework.rulebooks import check_extends, in_force, opened
from redress.casework.writes import Writes
from redress.complaints.case import Case, subject_change
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.importing import facts_of_before
from redress.complaints.intake.commands import intake
from redress.complaints.journal import JOURNAL
from redress.complaints.law import extension
from redress.complaints.models import Complaint
from redress.complaints.queries import offers
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_of
from redress.organisation.inheritance import lineage as lineage_of
from redress.organisation.kinds import Duty
from redress.rulebook import ClockState, ClockStatus, Event, Rulebook, project
from redress.rulebook.coverage import NO_MAP, CodeMap, Way, carry
from redress.rulebook.projection import told


class MigrateRulebook(Command):
    """Let the case follow another published version; its deadlines are computed anew, the journal keeps both.

    Class and sub-reason come along as they are, by what the new version says replaces them, or as given here.
    Refuses a version that is not published, the version the case follows already, and codes the new version lacks.
    """

    name = "migrate_rulebook"
    act = "work"
    label = gettext_lazy("Move to another rulebook version")
    icon = "book-2"
    cite = ("CLK-09", "CLS-07")
    family = Family.LAW
    duties = frozenset({Duty.MANAGER, Duty.CS_HEAD})
    writes = Writes(columns=("class_code", "complexity", "rulebook_id"))
    prompts = {"class_code": Prompt(choices=offers.classes), "reason_code": Prompt(choices=offers.reasons)}

    rulebook: Code = Field(min_length=1, title=gettext_noop("Rulebook"))
    rulebook_version: ShortLine = Field(min_length=1, title=gettext_noop("Version"))
    class_code: Code = Field(default="", title=gettext_noop("Class"))
    reason_code: Code = Field(default="", title=gettext_noop("Sub-reason"))
    reason: RequiredText = Field(title=gettext_noop("Reason"))

    _version: RulebookVersion = PrivateAttr()

    example = {
        "rulebook": "life-method",
        "rulebook_version": "2027.1",
        "reason": "新版办法统一执行。",
    }

    def check(self, case: Case, actor: Actor) -> None:
        found = RulebookVersion.objects.filter(name=self.rulebook, version=self.rulebook_version).first()
        if found is None:
            refuse(
                "CLK-09",
                _("No version %(version)s of rulebook '%(name)s' is published. Choose one of the list.")
                % {"version": self.rulebook_version, "name": self.rulebook},
                field="rulebook_version",
            )
        if found.pk == case.row.rulebook_id:
            refuse(
                "CLK-09",
                _("The case follows that version already. Nothing needs to be done."),
                field="rulebook_version",
            )
        check_lineage(case, found)
        self._version = found
        new = opened(found)
        if carry(_codes(case.row), new, self._map(case.row)).way is Way.LOST:
            refuse(
                "CLS-07",
                _("The new version does not know class '%(code)s'. Choose the class that takes its place.")
                % {"code": " / ".join(filter(None, _codes(case.row)))},
                field="class_code",
            )
        for field, code, codes in (
            ("channel", case.row.channel, new.method.channels),
            ("level", case.row.level, new.method.levels),
            ("complainant_kind", case.row.complainant_kind, new.method.complainants),
        ):
            check_code("CLS-07", field, code, codes)
        self._check_limits(case, new)

    def _check_limits(self, case: Case, new: Rulebook) -> None:
        """No limit that runs ends later, none falls away, and what was late stays late (ORG-14)."""
        trial = Case(copy(case.row), case.now)
        past = self._move(trial)
        calendar = calendar_of(case.row.unit)
        after = project(past + trial.with_entry(case.row.version + 1), new, calendar)
        for clock in loosened(project(past, case.rulebook, calendar), after, case.now):
            refuse(
                "CLK-09",
                _(
                    "'%(clock)s' would end later, fall away, or no longer be late. A case is "
                    "moved only to what is no looser for its limits; it stays with its "
                    "version. Leave it, or choose a stricter version."
                )
                % {"clock": clock.title.get(get_language() or "zh")},
                field="rulebook_version",
            )

    def do(self, case: Case, actor: Actor) -> Facts:
        row, old, new = case.row, case.rulebook, opened(self._version)
        facts = {"from": f"{old.name} {old.version}", "to": str(self._version)}
        events = self._move(case)
        moved = moves(row, events + case.with_entry(row.version + 1), old, new, events)
        return {**facts, "class": row.class_code, "reason": row.reason_code, "moved": moved}

    def _move(self, case: Case) -> list[Event]:
        """Let the case follow the version, with the codes it has there; what had happened to it before.

        Its clocks are told whatever they do not know yet: also a fact that had no name when the case was registered,
        and that the customer was told of an extension.
        """
        row, new = case.row, opened(self._version)
        events = JOURNAL.events_of([row.pk]).get(row.pk, [])
        row.class_code, row.reason_code = carry(_codes(row), new, self._map(row)).to
        row.other_classes = intake.other_classes(new, row)
        row.rulebook = self._version
        case.__dict__.pop("rulebook", None)  # remembered from before
        row.flow = new.flow_for(case.subject)
        known = facts_of_before.since_receipt(events, row.received_at, row.callback_finding)
        case.events.extend(known)
        case.event("amended", subject=subject_change(told([*events, *known]), case.subject))
        case.events.extend(extension.told_before({row.pk: events}).get(row.pk, []))
        case.reproject = True
        return events

    def _map(self, row: Complaint) -> CodeMap:
        if not self.class_code:
            return NO_MAP
        return CodeMap(reasons={_codes(row): (self.class_code, self.reason_code)})


def check_lineage(case: Case, wanted: RulebookVersion) -> None:
    """Refuse a version of another rulebook than the unit follows, one not in force, and an older one (ORG-14)."""
    lineage = lineage_of(case.row.unit_id)
    today = timezone.localdate(case.now)
    if lineage is None or wanted.name != lineage.rulebook or wanted.effective > today:
        refuse(
            "ORG-14",
            _(
                "%(unit)s follows '%(name)s'. Its cases are moved to versions of that one which "
                "are in force. Choose one of these."
            )
            % {"unit": case.row.unit, "name": lineage.rulebook if lineage else ""},
            field="rulebook",
        )
    check_extends(wanted, lineage)
    least = case.row.rulebook if case.row.rulebook.name == wanted.name else in_force(wanted.name, today)
    if (wanted.effective, wanted.pk) < (least.effective, least.pk):
        refuse(
            "ORG-14",
            _("A case is not moved to an older version. Choose a newer one."),
            field="rulebook_version",
        )


def loosened(before: Sequence[ClockState], after: Sequence[ClockState], now: datetime) -> list[ClockState]:
    """Clocks that were late and would not be, or that run and would end later or not at all."""
    there = {clock.name: clock for clock in after}
    return [clock for clock in before if _looser(clock, there.get(clock.name), now)]


def _looser(was: ClockState, then: ClockState | None, now: datetime) -> bool:
    late = was.status is ClockStatus.LATE or was.overdue(now)
    if late:
        return then is None or not (then.status is ClockStatus.LATE or then.overdue(now))
    return was.open and (then is None or not then.open or then.due_at > was.due_at)


def _codes(row: Complaint) -> tuple[str, str]:
    return row.class_code, row.reason_code


def moves(
    row: Complaint, after: list[Event], old: Rulebook, new: Rulebook, before: list[Event]
) -> list[JsonValue]:
    """Deadlines of open clocks that are not what they were: clock, order, due before and after (empty: none)."""
    calendar = calendar_of(row.unit)
    was = {clock.name: clock for clock in project(before, old, calendar) if clock.open}
    now = {clock.name: clock for clock in project(after, new, calendar) if clock.open}
    return [
        {"clock": name[0], "about": name[1], "before": _due(was.get(name)), "after": _due(now.get(name))}
        for name in {**was, **now}
        if _due(was.get(name)) != _due(now.get(name))
    ]


def _due(clock: ClockState | None) -> str:
    return clock.due_at.isoformat() if clock else ""
