"""Rows of the desk's lists: what a handler must know of a case without opening it (FLW-17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from redress.complaints.kinds import PartyRole
from redress.complaints.models import Complaint, Party
from redress.complaints.models.managers import ComplaintQuerySet
from redress.complaints.queries import titles
from redress.complaints.queries.due import Due, due
from redress.organisation.calendars import calendar_at
from redress.organisation.models import Unit, User
from redress.privacy.masks import Kind, mask
from redress.rulebook import Rulebook

_COLUMNS = (
    "id", "number", "rulebook_id", "state", "state_since", "class_code", "level", "channel", "received_at",
    "next_due_at", "next_due_clock", "legal_due_at", "external_parties", "owner__name", "owner__username",
    "unit__code", "unit__name", "unit__name_en", "unit__path",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list. `due` is the deadline that governs now, `legal` the law's; `customer` is masked (SEC-02)."""

    id: int
    number: str
    customer: str
    class_title: str
    level: str
    level_title: str
    channel_title: str
    state: str
    since: datetime
    owner: User
    unit: Unit
    received_at: datetime
    due: Due | None
    due_title: str
    legal: Due | None


def read(cases: ComplaintQuerySet, now: datetime) -> list[CaseRow]:
    """The rows of these cases in the queryset's order: two queries, whatever their number.

    `now` is when remaining time is told for. Rulebooks and calendars are remembered by the process.
    """
    found = list(cases.select_related("owner", "unit").only(*_COLUMNS))
    customers = _customers(found)
    books = titles.rulebooks(case.rulebook_id for case in found)
    return [_row(case, customers.get(case.id, ""), books[case.rulebook_id], now) for case in found]


def by_urgency(cases: ComplaintQuerySet) -> ComplaintQuerySet:
    """Most urgent first; what waits for nobody last."""
    return cases.order_by(F("next_due_at").asc(nulls_last=True), "id")


def _row(case: Complaint, customer: str, book: Rulebook, now: datetime) -> CaseRow:
    calendar = calendar_at(case.unit.path)
    return CaseRow(
        id=case.id,
        number=case.number,
        customer=customer,
        class_title=titles.class_(book, case.class_code),
        level=case.level,
        level_title=titles.level(book, case.level),
        channel_title=titles.channel(book, case.channel),
        state=case.state,
        since=case.state_since,
        owner=case.owner,
        unit=case.unit,
        received_at=case.received_at,
        due=due(case.next_due_at, now, calendar) if case.next_due_at else None,
        due_title=titles.clock(book, case.next_due_clock) if case.next_due_clock else "",
        legal=due(case.legal_due_at, now, calendar) if case.legal_due_at else None,
    )


def _customers(cases: Sequence[Complaint]) -> dict[int, str]:
    """The masked name of each case's complainant, or of the first person named: one query."""
    parties = Party.objects.filter(complaint_id__in=[case.id for case in cases]).order_by("id")
    named: dict[int, Party] = {}
    for party in parties.only("complaint_id", "role", "name", "is_organisation"):
        kept = named.setdefault(party.complaint_id, party)
        if party.role == PartyRole.COMPLAINANT and kept.role != PartyRole.COMPLAINANT:
            named[party.complaint_id] = party
    return {key: _shown(party) for key, party in named.items()}


def _shown(party: Party) -> str:
    return str(party.name) if party.is_organisation else mask(str(party.name or ""), Kind.NAME)
