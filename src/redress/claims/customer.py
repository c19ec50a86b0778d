"""Whom the insurer speaks to as the customer of a claim, and who hears only that it goes on (CLM-05, SEC-02)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from redress.claims.kinds import Injury, Role
from redress.claims.models import ClaimParty
from redress.privacy.normalising import birthday

if TYPE_CHECKING:
    from redress.claims.file import OpenClaim

_ORDER: Final = (Role.CLAIMANT, Role.INSURED, Role.BENEFICIARY, Role.REPORTER)
_AFTER_A_DEATH: Final = (Role.CLAIMANT, Role.BENEFICIARY, Role.REPORTER, Role.INSURED)
"""Nobody writes to the dead while somebody else is there."""
OF_AGE: Final = 18
_PERSONS: Final = ("life", "persons")


def of(file: OpenClaim) -> ClaimParty | None:
    """Who is told of the claim: who claims, else the insured, else who is paid, else who reported it."""
    new = [row for row in file.inserts if isinstance(row, ClaimParty)]
    return chosen(file, [*([] if file.is_new else file.parties), *new])


def written_to(file: OpenClaim) -> ClaimParty | None:
    """Of whom is spoken with the one whom letters go to: no child, and nobody who only reported it."""
    return chosen(file, [each for each in file.parties if not is_third(each) and not is_child(file, each)])


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
    order = order_of(file.row.injury, file.facts["insures"])
    return min(parties, key=lambda party: order.index(Role(party.role)), default=None)


def order_of(injury: str, insures: str) -> Sequence[Role]:
    """In which order people are asked for, by what happened and what the line insures."""
    return _AFTER_A_DEATH if injury == Injury.DEAD and insures in _PERSONS else _ORDER


def is_third(party: ClaimParty) -> bool:
    """Whether it is somebody who only reported: they hear of no illness, no paper, no sum, no account."""
    return bool(party.role == Role.REPORTER)


def is_child(file: OpenClaim, party: ClaimParty) -> bool:
    """Whether somebody is under age on that day, as far as the identity number says it (Civil Code, Art. 17)."""
    born, today = birthday(str(party.id_number)), timezone.localdate(file.now)
    if born is None:
        return False
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day)) < OF_AGE


def in_words(party: ClaimParty) -> str:
    """Name, role, and where letters and mail reach them."""
    reached = " ".join(str(each) for each in (party.address, party.email) if each)
    return f"{party.name} ({party.get_role_display()}) {reached}".strip()
