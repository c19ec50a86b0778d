"""Whether an answer is about what was asked: nobody is shown policies of somebody else because a far end erred."""

from __future__ import annotations

from redress.policies.port import Asked
from redress.policies.values import Policy, Somebody
from redress.privacy.masks import Kind
from redress.privacy.normalising import normalise


def fits(policy: Policy, asked: Asked) -> bool:
    """Whether the policy has the number, or somebody in it is who was asked for."""
    if asked.by == "number":
        return normalise(policy.number, Kind.POLICY) == normalise(asked.number, Kind.POLICY)
    return any(_is(each, asked) for each in (policy.holder, *policy.insured, *policy.beneficiaries))


def _is(person: Somebody, asked: Asked) -> bool:
    match asked.by:
        case "id_number":
            return normalise(person.id_number, Kind.ID_NUMBER) == normalise(asked.id_number, Kind.ID_NUMBER)
        case "phone":
            return normalise(person.phone, Kind.PHONE) == normalise(asked.phone, Kind.PHONE)
        case _:
            same = normalise(person.name, Kind.NAME) == normalise(asked.name, Kind.NAME)
            return same and person.born == asked.born
