"""What the insurer holds, shown beside the register form and taken over into it (INT-03)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import timezone

from redress.casework import access, moment
from redress.casework.refusals import Refusal
from redress.complaints.intake import held
from redress.complaints.queries import options
from redress.desk.forms import reading
from redress.desk.forms.register import RegisterForm
from redress.policies import asking
from redress.policies.held import CONTACT
from redress.policies.kinds import Standing
from redress.policies.port import Asked
from redress.policies.standing import standing
from redress.policies.values import Policy, Somebody
from redress.privacy.kinds import Kind
from redress.privacy.normalising import normalise


@dataclass(frozen=True, slots=True)
class Offered:
    """A policy that was found, and how its cover stood when the complaint came in."""

    policy: Policy
    cover: Standing
    unit: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The policies found; or why none could be looked up."""

    offered: Sequence[Offered] = ()
    more: bool = False
    refusal: Refusal | None = None


def asked(form: RegisterForm) -> Asked:
    """By the policy number, else by the first person's identity number or telephone."""
    return Asked(
        number=form.one("policy_number"),
        id_number=reading.one(form.typed, "people.0.id_number"),
        phone=reading.one(form.typed, "people.0.phone"),
    )


def look_up(form: RegisterForm) -> Panel:
    """What was found. A refusal is shown in its place, for the complaint is taken all the same."""
    try:
        found = asking.look_up(form.actor, asked(form))
    except Refusal as refusal:
        access.told(refusal)
        return Panel(refusal=refusal)
    day = timezone.localdate(form.received_at or moment.now())
    units = options.unit_names([each.unit for each in found.policies])
    return Panel(
        [Offered(each, standing(each, day), units.get(each.unit, each.unit)) for each in found.policies],
        found.more,
    )


def taken(form: RegisterForm, number: str) -> RegisterForm:
    """The form with what the policy says, in every field that is still empty."""
    found = asking.look_up(form.actor, Asked(number=number)).policies
    if not found:
        return form
    policy, who = found[0], _who(form, found[0])
    says = {
        "policy_number": policy.number,
        "product": policy.product.name,
        "product_line": policy.product.line,
        "unit": held.handles(policy.unit),
    }
    if who is not None:
        says |= {f"people.0.{name}": str(getattr(who, name)) for name in ("name", *CONTACT)}
    empty = {
        name: [value] for name, value in says.items() if value and not reading.one(form.typed, name).strip()
    }
    return replace(form, typed={**form.typed, **empty, "policy_number": [policy.number]}, taken=policy.number)


def _who(form: RegisterForm, policy: Policy) -> Somebody | None:
    """Who of the policy is meant by what was typed of the first person; None for somebody who is not in it.

    A telephone changes: one that the policy does not have makes nobody a stranger.
    """
    everybody = (policy.holder, *policy.insured, *policy.beneficiaries)
    for name, kind in (("id_number", Kind.ID_NUMBER), ("name", Kind.NAME), ("phone", Kind.PHONE)):
        typed = normalise(reading.one(form.typed, f"people.0.{name}"), kind)
        same = [each for each in everybody if normalise(str(getattr(each, name)), kind) == typed]
        if typed and (same or name != "phone"):
            return same[0] if same else None
    return policy.holder
