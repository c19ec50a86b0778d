"""An earlier limit that a regulator's office sets for one case, with its paper (CLK-12)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Option, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import A_FILE, FileHash, Line, PastMoment, RequiredLine
from redress.casework.refusals import refuse
from redress.casework.stated import FURTHEST, Span
from redress.casework.writes import Writes
from redress.clocks.models import Clock
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.models import EarlierLimit
from redress.complaints.stated import RECEIPT
from redress.evidence import attached
from redress.messages.models import AlertKind
from redress.organisation.actor import Actor
from redress.rulebook import OPEN_STATES
from redress.rulebook.known import LEGAL_LIMIT, OFFICE_LIMIT


def _running(case: Case, _actor: Actor) -> list[Option]:
    """Earlier limits of the case that hold, by their numbers."""
    limits = case.row.earlier_limits.filter(replaced_by=None).order_by("number")
    return [Option(str(each.number), f"{each.number} · {each.office} · {each.last_day}") for each in limits]


class SetEarlierLimit(Command):
    """Enter the limit that a regulator's office sets for this case, with the paper that says so (CLK-12).

    It is a limit of its own beside those of the law and the method, which it moves neither way. Another paper of the
    same office may take its place; one that had passed stays passed.
    """

    name = "set_earlier_limit"
    act = "work"
    label = gettext_lazy("Enter an earlier limit")
    icon = "clock-exclamation"
    cite = ("CLK-12", "CLK-02")
    duties = common.INTAKE_TOO
    within = OPEN_STATES
    family = Family.LAW

    times = {"received_at": Span(RECEIPT, "CLK-12"), "last_day": Span(RECEIPT, "CLK-12", FURTHEST)}
    writes = Writes(change=("complaints_earlierlimit",))
    prompts = {
        "evidence": Prompt(choices=attached.options),
        "replaces": Prompt(choices=_running, if_any=True),
    }

    office: RequiredLine = Field(title=gettext_noop("Office of the regulator"))
    reference: Line = Field(default="", title=gettext_noop("Number of its paper"))
    last_day: date = Field(title=gettext_noop("Last day, included"))
    received_at: PastMoment | None = Field(default=None, title=gettext_noop("Received at"))
    evidence: FileHash = Field(title=gettext_noop("Its paper"))
    replaces: int | None = Field(default=None, ge=1, title=gettext_noop("In the place of limit no."))

    example = {
        "office": "四川金融监管局",
        "reference": "川金监转〔2026〕118号",
        "last_day": "2026-03-06",
        "evidence": A_FILE,
    }

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if OFFICE_LIMIT not in case.rulebook.method.clocks:
            refuse(
                "CLK-09",
                _(
                    "The version of the rulebook that this case follows has no such limit; move the case first."
                ),
            )

    def check(self, case: Case, actor: Actor) -> None:
        attached.check(case.row, [self.evidence], "CLK-12", "evidence")
        if self.last_day < timezone.localdate(self.received_at or case.now):
            refuse(
                "CLK-12",
                _("This day had passed when the paper was received. Check the day and when the paper came."),
                field="last_day",
            )
        legal = Clock.objects.filter(file_id=case.row.pk, key=LEGAL_LIMIT, status__in=["running", "paused"])
        due = max((clock.due_at for clock in legal if clock.due_at), default=None)
        if due is not None and end_of(self.last_day) >= due:
            refuse(
                "CLK-12",
                _(
                    "The legal limit ends on %(day)s already; only an earlier one is entered. "
                    "Give an earlier day, or leave the limit of the law."
                )
                % {"day": timezone.localdate(due - timedelta(microseconds=1)).isoformat()},
                field="last_day",
            )
        if self.replaces is not None and self._replaced(case) is None:
            refuse(
                "CLK-12",
                _(
                    "The case has no such limit that runs. Look at the time limits of the case for "
                    "its number."
                ),
                field="replaces",
            )

    def _replaced(self, case: Case) -> EarlierLimit | None:
        if self.replaces is None:
            return None
        return case.row.earlier_limits.filter(number=self.replaces, replaced_by=None).first()

    def do(self, case: Case, actor: Actor) -> Facts:
        number = case.row.earlier_limits.count() + 1
        old = self._replaced(case)
        at = self.received_at or case.now
        if old is not None:
            old.replaced_by = number
            case.change(old, "replaced_by")
            case.event("limit_lifted", at=at, about=clock_of(old.number))
        enter(
            case,
            EarlierLimit(
                complaint=case.row,
                number=number,
                office=self.office,
                reference=self.reference,
                last_day=self.last_day,
                received_at=at,
                evidence=self.evidence,
                by_id=actor.id,
                at=case.now,
            ),
        )
        return {"limit": number, "last_day": self.last_day.isoformat(), "replaces": self.replaces}


def enter(case: Case, limit: EarlierLimit) -> None:
    """Enter the limit, start its clock when its paper was received, and tell whose case it is."""
    case.add(limit)
    since = max(limit.received_at, case.row.received_at)
    case.event("limit_set", at=since, about=clock_of(limit.number), due=end_of(limit.last_day))
    if case.row.owner_id:
        case.alert(
            AlertKind.WARNING, user_id=case.row.owner_id, words=OFFICE_LIMIT, due_at=end_of(limit.last_day)
        )


def hold_on(case: Case) -> None:
    """Where the result that met them is taken back, limits whose last day has not passed hold on (CLK-12)."""
    for limit in case.row.earlier_limits.filter(replaced_by=None):
        if case.now < end_of(limit.last_day):
            case.event("limit_set", about=clock_of(limit.number), due=end_of(limit.last_day))


def clock_of(number: int) -> str:
    """By which the clock, and what ends it, name the limit."""
    return f"E{number}"


def end_of(day: date) -> datetime:
    """24:00 of the last day: limits are inclusive (2020-3 Art. 43)."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))
