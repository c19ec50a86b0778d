"""Complaints there were of the policy or the people of a claim (CLM-14)."""

from __future__ import annotations

from itertools import chain

from redress.claims.models import Claim, ClaimParty, Dispute
from redress.complaints.models import Complaint, Party
from redress.organisation.kinds import UnitKind
from redress.organisation.models import Unit

MOST = 99


def before(claim: Claim) -> int:
    """How many of the same company, but for what this claim became; at most 99. Asked by the house, which sees all.

    Each value by its own index: asked for together, none would be read.
    """
    of_policy = Complaint.objects.filter(policy_number_index=claim.policy_index).values_list("pk", flat=True)
    found = set(of_policy[:MOST]) if claim.policy_index else set()
    people = ClaimParty.objects.filter(claim=claim).values_list("id_number_index", "phone_index")
    numbers, phones = (
        (set(filter(None, each)) for each in zip(*people, strict=True)) if people else (set(), set())
    )
    by_number = Party.objects.filter(id_number_index__in=numbers).values_list("complaint_id", flat=True)
    by_phone = Party.objects.filter(phone_index__in=phones).values_list("complaint_id", flat=True)
    found.update(chain(by_number[:MOST], by_phone[:MOST]))
    company = Unit.objects.filter(path__in=claim.unit.paths(), kind=UnitKind.COMPANY).first() or claim.unit
    own = Dispute.objects.filter(claim=claim).values("complaint")
    ours = Complaint.objects.filter(pk__in=found, unit__path__startswith=company.path).exclude(number__in=own)
    return min(MOST, ours.count())
