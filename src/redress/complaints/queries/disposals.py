"""What is due for disposal, what waits for the second person, and the certificate of what was destroyed (CLO-10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from redress.casework import moment
from redress.casework.refusals import Unknown
from redress.complaints.commands.dispose import ENDED
from redress.complaints.models import Complaint, Disposal
from redress.organisation.actor import Actor

MOST = 100
"""Cases of one list; the rest follows when these are done."""


@dataclass(frozen=True, slots=True)
class Due:
    """A case whose period has passed; `proposal` when its disposal waits for the second person."""

    case: Complaint
    proposal: Disposal | None
    mine: bool
    """The actor proposed it, so somebody else confirms."""


def due(actor: Actor) -> list[Due]:
    """Cases of the actor's units whose last day has passed, oldest first; held ones too, marked: two queries."""
    today: date = timezone.localdate(moment.now())
    cases: Sequence[Complaint] = list(
        Complaint.objects.visible_to(actor)
        .filter(unit_id__in=actor.units, retain_until__lt=today, disposed_at=None, state__in=sorted(ENDED))
        .select_related("unit")
        .order_by("retain_until", "id")[:MOST]
    )
    proposals = {
        proposal.complaint_id: proposal
        for proposal in Disposal.objects.filter(
            complaint_id__in=[case.pk for case in cases], confirmed_at=None
        ).select_related("proposed_by")
    }
    found = [(case, proposals.get(case.pk)) for case in cases]
    return [
        Due(case, proposal, proposal is not None and proposal.proposed_by_id == actor.id)
        for case, proposal in found
    ]


def done(actor: Actor) -> list[Disposal]:
    """The latest disposals of the actor's units: one query."""
    return list(
        Disposal.objects.filter(confirmed_at__isnull=False, complaint__in=Complaint.objects.visible_to(actor))
        .select_related("complaint__unit", "proposed_by", "confirmed_by")
        .order_by("-confirmed_at")[:MOST]
    )


def certificate(actor: Actor, number: str) -> Disposal:
    """The certificate of a disposal. Raises Unknown when there is none that the actor may see."""
    found = (
        Disposal.objects.filter(
            confirmed_at__isnull=False,
            complaint__number=number,
            complaint__in=Complaint.objects.visible_to(actor),
        )
        .select_related("complaint__unit", "complaint__rulebook", "proposed_by", "confirmed_by")
        .first()
    )
    if found is None:
        raise Unknown(number)
    return found
