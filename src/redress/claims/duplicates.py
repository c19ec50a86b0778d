"""Whether a loss was reported before: by policy and time, or by person, line, day and place (CLM-03)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from django.db.models import Q, QuerySet
from django.utils import timezone

from redress.claims.models import Claim, ClaimParty
from redress.claims.states import ClaimState
from redress.organisation.actor import Actor
from redress.organisation.statements import Asked, given
from redress.privacy.cipher import blinds
from redress.privacy.masks import Kind

_NEAR: Final = timedelta(days=1)
"""Reports of one policy whose losses lie no further apart may be of the same loss."""
_SHOWN: Final = 5
_OF_POLICY: Final = f"""
    SELECT c.number FROM claims_claim c
     WHERE c.policy_index = ANY ({given("%s", "bytea")}) AND c.occurred_at BETWEEN %s AND %s AND c.state <> %s
       AND {{seen}} ORDER BY c.id LIMIT {_SHOWN}
"""  # noqa: S608 - constants
_LOOKED_AT: Final = 50


class Somebody(Protocol):
    """Of a report: who it is about."""

    @property
    def name(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def id_number(self) -> str: ...


def of_policy(actor: Actor, policy: str, at: datetime) -> Asked:
    """Numbers of claims on the policy whose losses are of that time: `(number,)` each."""
    condition, of_actor = Claim.sight.seen("c", actor)
    said = [blinds(policy, Kind.POLICY), at - _NEAR, at + _NEAR, ClaimState.WITHDRAWN.value, *of_actor]
    return Asked(_OF_POLICY.format(seen=condition), said)


def of_people(actor: Actor, people: Sequence[Somebody], line: str, at: datetime, place: str) -> list[str]:
    """Numbers of claims of the same person, line, day and place, whatever policy was said.

    A telephone alone is no person: a village may have given that of its head. It is one with the same name.
    """
    asked = Q(pk=None)
    for each in people:
        if each.id_number:
            asked |= Q(id_number_index__in=blinds(each.id_number, Kind.ID_NUMBER))
        if each.phone:
            asked |= Q(phone_index__in=blinds(each.phone, Kind.PHONE))
    day = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    claims = _open(actor).filter(line=line, occurred_at__gte=day, occurred_at__lt=day + timedelta(days=1))
    found = (
        ClaimParty.objects.filter(asked, claim__in=claims).select_related("claim").order_by("claim_id", "id")
    )
    numbers = dict.fromkeys(
        party.claim.number
        for party in found[:_LOOKED_AT]
        if _said(party.claim.place) == _said(place) and any(_same(party, each) for each in people)
    )
    return list(numbers)[:_SHOWN]


def _open(actor: Actor) -> QuerySet[Claim]:
    return Claim.objects.visible_to(actor).exclude(state=ClaimState.WITHDRAWN)


def _same(party: ClaimParty, person: Somebody) -> bool:
    if party.id_number and person.id_number:
        return set(blinds(party.id_number, Kind.ID_NUMBER)) == set(blinds(person.id_number, Kind.ID_NUMBER))
    return bool(person.phone and party.phone) and party.name == person.name


def _said(place: str) -> str:
    return "".join(place.split())
