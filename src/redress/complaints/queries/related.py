"""Other cases of the same person, policy or claim, while a complaint is being taken (INT-03, INT-15)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from redress.complaints import access
from redress.complaints.models import Complaint, Party
from redress.organisation.actor import Actor
from redress.privacy.cipher import blind, normalise
from redress.privacy.masks import Kind

MOST = 20
"""Cases looked at for each thing they may have in common, and shown in all."""
_LEAST = {Kind.NAME: 2, Kind.PHONE: 7, Kind.ID_NUMBER: 8}
"""Characters below which a value is still being typed, so that nothing is looked up for it."""


class Same(StrEnum):
    """What a case has in common with the one being taken."""

    PHONE = "phone"
    ID_NUMBER = "id_number"
    NAME = "name"
    POLICY = "policy_number"
    CLAIM = "claim_number"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of the complaint being taken; empty where nothing was typed."""

    phone: str = ""
    id_number: str = ""
    name: str = ""
    policy_number: str = ""
    claim_number: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """A case and all that it has in common."""

    case: Complaint
    same: tuple[Same, ...]


def related(actor: Actor, asked: Asked) -> list[Related]:
    """Cases the actor may see that share a person, policy or claim, newest first: one indexed query for each thing
    asked and one for the cases. The look-up is logged (SEC-03)."""
    found: dict[int, set[Same]] = {}
    for same, ids in _look_ups(actor, asked):
        for case_id in ids:
            found.setdefault(case_id, set()).add(same)
    if any((asked.phone, asked.id_number, asked.name)):
        access.log(actor, access.Action.LOOK_UP, fields=",".join(_named(asked)))
    if not found:
        return []
    cases = (
        Complaint.objects.visible_to(actor)
        .filter(pk__in=found)
        .select_related("unit", "owner")
        .order_by("-received_at")[:MOST]
    )
    return [Related(case, tuple(sorted(found[case.pk], key=list(Same).index))) for case in cases]


def _named(asked: Asked) -> list[str]:
    return [name for name in ("name", "phone", "id_number") if getattr(asked, name)]


def _look_ups(actor: Actor, asked: Asked) -> list[tuple[Same, list[int]]]:
    people = {Same.PHONE: Kind.PHONE, Same.ID_NUMBER: Kind.ID_NUMBER, Same.NAME: Kind.NAME}
    found = []
    for same, kind in people.items():
        value = str(getattr(asked, same.value))
        if len(normalise(value)) >= _LEAST[kind]:
            # Newest first by the case number's sequence, so that a common name does not hide the latest case.
            wanted: dict[str, Any] = {f"{same.value}_index": blind(value, kind)}
            parties = Party.objects.filter(**wanted).order_by("-complaint_id")
            found.append((same, list(parties.values_list("complaint_id", flat=True)[:MOST])))
    for same in (Same.POLICY, Same.CLAIM):
        if value := str(getattr(asked, same.value)).strip():
            cases = Complaint.objects.visible_to(actor).filter(**{same.value: value}).order_by("-pk")
            found.append((same, list(cases.values_list("pk", flat=True)[:MOST])))
    return found
