"""A claim while a command works on it: the locked row, its rulebook, its past, and the changes collected so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Protocol

from redress.claims.histories import inquiry_open
from redress.claims.journal import JOURNAL
from redress.claims.kinds import Injury
from redress.claims.models import (
    AccountChange,
    Claim,
    ClaimPaper,
    ClaimParty,
    ClaimRecusal,
    Decision,
    PaperNotice,
    Payment,
    Question,
)
from redress.claims.rules import risk
from redress.claims.rules.one_time import Notice
from redress.claims.states import ClaimState
from redress.messages.alerting import Alerting
from redress.organisation.calendars import calendar_of
from redress.rulebook import ClockState, Event, Subject
from redress.rulebook.sections.papers.schema import Paper
from redress.worktime import Calendar


class _Weighed(Protocol):
    """A claim, or a row of a list."""

    @property
    def estimate(self) -> Decimal | None: ...
    @property
    def complaints_before(self) -> int | None: ...


def known(row: _Weighed) -> risk.Known:
    """What the points of risk are told of a claim beside its events."""
    return risk.Known(int(row.estimate or 0), row.complaints_before)


@dataclass
class OpenClaim(Alerting[Claim]):
    """An open claim: what commands read and write. The door makes it and writes what it collected."""

    notice: str = ""
    """What the customer is told now of the catastrophe, as all are told it."""
    said: str = ""
    """What the customer was told with the command at hand, for the message that repeats it."""
    since: datetime | None = None
    """Since when it stands where a history left it; None: since now."""

    @property
    def calendar(self) -> Calendar:
        return calendar_of(self.row.unit)

    def timed(self, states: Sequence[ClockState], events: Sequence[Event]) -> None:
        super().timed(states, events)
        row, points = self.row, self.rulebook.method.risk
        if points is not None:
            went = risk.course(events, known(row))
            weighed = risk.weigh(points, risk.facts_of(went, states, self.now))
            stands_out = weighed.listed and not went.over
            row.risk = weighed.points if stands_out else 0
            row.risk_reasons = risk.kept(weighed, points.rules, went) if stands_out else {}
            row.risk_again_at = risk.again_at(points, went, self.now)

    def counting(self, states: Sequence[ClockState]) -> list[ClockState]:
        """Without the customer's own limits."""
        return [state for state in super().counting(states) if state.key not in risk.THEIRS]

    @property
    def state(self) -> ClaimState:
        return ClaimState(self.row.state)

    @property
    def facts(self) -> Mapping[str, str]:
        """What conditions of the rulebook look at; kinds of loss are asked one by one."""
        row, line = self.row, self.rulebook.method.lines[self.row.line]
        return {
            "line": row.line,
            "insures": line.insures,
            "loss_cause": row.loss_cause,
            "injury": row.injury,
            "complexity": row.complexity,
            "originals": "held" if row.originals else "none",
        }

    @property
    def subject(self) -> Subject:
        """The same with the last decision, as conditions of messages and letters see it."""
        return Subject(self.facts, outcome=self.decision.outcome if self.decision else "none")

    @cached_property
    def papers(self) -> dict[str, ClaimPaper]:
        return {each.code: each for each in ClaimPaper.objects.filter(claim=self.row).order_by("id")}

    @cached_property
    def recusals(self) -> list[ClaimRecusal]:
        """Every conflict that was declared, those that were set aside as well."""
        found = ClaimRecusal.objects.select_related("person", "by", "overridden_by", "confirmed_by")
        return list(found.filter(claim=self.row))

    @cached_property
    def notices(self) -> list[PaperNotice]:
        return list(PaperNotice.objects.filter(claim=self.row).order_by("ordinal"))

    @cached_property
    def under_inquiry(self) -> bool:
        """Whether an investigation was begun that has not ended, whatever came in meanwhile."""
        return inquiry_open(event.name for event in JOURNAL.past_of(self.row.pk).events)

    @property
    def told_missing(self) -> list[Notice]:
        return [Notice(frozenset(each.papers), each.new_fact) for each in self.notices]

    @cached_property
    def questions(self) -> list[Question]:
        return list(Question.objects.filter(claim=self.row).order_by("ordinal"))

    @cached_property
    def parties(self) -> list[ClaimParty]:
        """Everybody in the claim, in the order in which they were named."""
        return list(ClaimParty.objects.filter(claim=self.row).order_by("id"))

    @cached_property
    def decision(self) -> Decision | None:
        """The last one."""
        if self.is_new:
            return None
        return Decision.objects.filter(claim=self.row).order_by("ordinal").last()

    @cached_property
    def payments(self) -> list[Payment]:
        return list(Payment.objects.filter(claim=self.row).order_by("id"))

    @cached_property
    def last_change(self) -> AccountChange | None:
        """The last change of the account, let through or not yet."""
        return AccountChange.objects.filter(claim=self.row).order_by("id").last()

    def paper(self, code: str) -> Paper:
        return self.rulebook.method.papers[code]


def worst(*injuries: str) -> Injury:
    """The gravest of what is known of people."""
    order = [Injury.NONE, Injury.INJURED, Injury.DEAD]
    return max((Injury(each) for each in injuries), key=order.index)
