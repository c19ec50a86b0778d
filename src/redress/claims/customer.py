"""Whom the insurer speaks to as the customer of a claim, and who hears only that it goes on (CLM-05, SEC-02)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Final

from redress.claims.kinds import Injury, Role
from redress.claims.models import ClaimParty

if TYPE_CHECKING:
    from redress.claims.file import OpenClaim

_ORDER: Final = (Role.CLAIMANT, Role.INSURED, Role.BENEFICIARY, Role.REPORTER)
_AFTER_A_DEATH: Final = (Role.CLAIMANT, Role.BENEFICIARY, Role.REPORTER, Role.INSURED)
"""Nobody writes to the dead while somebody else is there."""
_PERSONS: Final = ("life", "persons")


def of(file: OpenClaim) -> ClaimParty | None:
    """Who is told of the claim: who claims, else the insured, else who is paid, else who reported it."""
    new = [row for row in file.inserts if isinstance(row, ClaimParty)]
    return chosen(file, [*([] if file.is_new else file.parties), *new])


def read(files: Collection[OpenClaim]) -> Mapping[int, ClaimParty]:
    """The same of several claims, by key: one query at most."""
    known = [file.row.pk for file in files if not file.is_new]
    parties: dict[int, list[ClaimParty]] = {}
    for party in ClaimParty.objects.filter(claim_id__in=known).order_by("id") if known else ():
        parties.setdefault(party.claim_id, []).append(party)
    found = {}
    for file in files:
        new = [row for row in file.inserts if isinstance(row, ClaimParty)]
        told = chosen(file, [*parties.get(file.row.pk, ()), *new])
        if told is not None:
            found[file.row.pk] = told
    return found


def chosen(file: OpenClaim, parties: Iterable[ClaimParty]) -> ClaimParty | None:
    """Of these people the one who is told."""
    died = file.row.injury == Injury.DEAD and file.facts["insures"] in _PERSONS
    order = _AFTER_A_DEATH if died else _ORDER
    return min(parties, key=lambda party: order.index(Role(party.role)), default=None)


def is_third(party: ClaimParty) -> bool:
    """Whether it is somebody who only reported: they hear of no illness, no paper, no sum, no account."""
    return bool(party.role == Role.REPORTER)
