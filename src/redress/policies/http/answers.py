"""Whether an answer is about what was asked: nobody is shown policies of somebody else because a far end erred."""

from __future__ import annotations

from redress.policies.port import Asked
from redress.policies.values import Policy, Somebody
from redress.privacy.masks import Kind
from redress.privacy.normalising import normalise

_KINDS = {"number": Kind.POLICY, "id_number": Kind.ID_NUMBER, "phone": Kind.PHONE, "name": Kind.NAME}


def wanted(asked: Asked) -> str:
    """What is asked for, in the one way to write it; '' where that is nobody's, as a telephone '无'."""
    return normalise(getattr(asked, asked.by), _KINDS[asked.by]) if asked.by else ""


def fits(policy: Policy, asked: Asked) -> bool:
    """Whether the policy has the number, or somebody in it is who was asked for."""
    if not (value := wanted(asked)):
        return False
    if asked.by == "number":
        return normalise(policy.number, Kind.POLICY) == value
    return any(_is(each, asked, value) for each in (policy.holder, *policy.insured, *policy.beneficiaries))


def _is(person: Somebody, asked: Asked, value: str) -> bool:
    same = normalise(str(getattr(person, asked.by)), _KINDS[asked.by]) == value
    return same and (asked.by != "name" or person.born == asked.born)
