"""What the committee has to do with one case: referrals, sessions, rulings, execution."""

from __future__ import annotations

from dataclasses import dataclass

from redress.committee.models import Execution, Item, Referral, Ruling
from redress.complaints.models import Complaint


@dataclass(frozen=True, slots=True)
class Before:
    """A referral with the items it stood on, the ruling it led to, and what that asks.

    Items are those of sessions that the reader may see; the ruling stands for everybody who sees the case.
    """

    referral: Referral
    items: list[Item]
    ruling: Ruling | None
    todos: list[Execution]


def before_committee(row: Complaint) -> list[Before]:
    """Referrals of the case, the newest first: four queries."""
    referrals = Referral.objects.filter(complaint=row).select_related("body__unit", "by").order_by("-id")
    items = (
        Item.objects.filter(referral__complaint=row).select_related("session").order_by("session__at", "id")
    )
    rulings = {
        ruling.referral_id: ruling for ruling in Ruling.objects.filter(complaint=row).select_related("by")
    }
    todos = list(Execution.objects.filter(complaint=row).select_related("owner", "done_by"))
    found = []
    for referral in referrals:
        own = [item for item in items if item.referral_id == referral.pk]
        ruling = rulings.get(referral.pk)
        asked = [todo for todo in todos if ruling and todo.ruling == ruling.number]
        found.append(Before(referral, own, ruling, asked))
    return found
