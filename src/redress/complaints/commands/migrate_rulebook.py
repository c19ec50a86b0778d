"""Moving an open case to another version of its rulebook: said, reasoned, journalled, never silent (CLK-09)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field, JsonValue, PrivateAttr

from redress.complaints import journal
from redress.complaints.case import Case, subject_change
from redress.complaints.commands import intake
from redress.complaints.commands.base import Command, Facts
from redress.complaints.commands.families import Family
from redress.complaints.commands.types import Code, RequiredText, ShortLine
from redress.complaints.models import Complaint, RulebookVersion
from redress.complaints.refusals import refuse
from redress.complaints.rulebooks import opened
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_of
from redress.organisation.kinds import Duty
from redress.rulebook import ClockState, Event, Rulebook, project
from redress.rulebook.coverage import NO_MAP, CodeMap, Way, carry


class MigrateRulebook(Command):
    """Let the case follow another published version; its deadlines are computed anew, the journal keeps both.

    Class and sub-reason come along as they are, by what the new version says replaces them, or as given here.
    Refuses a version that is not published, the version the case follows already, and codes the new version lacks.
    """

    name = "migrate_rulebook"
    label = gettext_lazy("Move to another rulebook version")
    cite = ("CLK-09", "CLS-07")
    family = Family.LAW
    duties = frozenset({Duty.MANAGER, Duty.CS_HEAD})

    rulebook: Code = Field(min_length=1, title=gettext_noop("Rulebook"))
    rulebook_version: ShortLine = Field(min_length=1, title=gettext_noop("Version"))
    class_code: Code = Field(default="", title=gettext_noop("Class"))
    reason_code: Code = Field(default="", title=gettext_noop("Sub-reason"))
    reason: RequiredText = Field(title=gettext_noop("Reason"))

    _version: RulebookVersion = PrivateAttr()

    def check(self, case: Case, actor: Actor) -> None:
        found = RulebookVersion.objects.filter(name=self.rulebook, version=self.rulebook_version).first()
        if found is None:
            refuse(
                "CLK-09",
                _("No version %(version)s of rulebook '%(name)s' is published.")
                % {"version": self.rulebook_version, "name": self.rulebook},
                field="rulebook_version",
            )
        if found.pk == case.row.rulebook_id:
            refuse("CLK-09", _("The case follows that version already."), field="rulebook_version")
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
            intake.check_code("CLS-07", field, code, codes)

    def do(self, case: Case, actor: Actor) -> Facts:
        row, old, new = case.row, case.rulebook, opened(self._version)
        before, facts = dict(case.subject), {"from": f"{old.name} {old.version}", "to": str(self._version)}
        events = journal.events_of([row.pk]).get(row.pk, [])
        row.class_code, row.reason_code = carry(_codes(row), new, self._map(row)).to
        row.other_classes = intake.other_classes(new, row)
        row.rulebook = self._version
        case.__dict__.pop("rulebook", None)  # remembered from before
        row.flow = new.flow_for(case.subject)
        case.event("amended", subject=subject_change(before, dict(case.subject)))
        case.reproject = True
        moved = moves(row, events + case.with_entry(row.version + 1), old, new, events)
        return {**facts, "class": row.class_code, "reason": row.reason_code, "moved": moved}

    def _map(self, row: Complaint) -> CodeMap:
        if not self.class_code:
            return NO_MAP
        return CodeMap(reasons={_codes(row): (self.class_code, self.reason_code)})


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
