"""What the insurer holds, shown beside the register form and taken over into it (INT-03)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils import timezone

from redress.casework import access, moment
from redress.casework.refusals import Refusal, TooMany
from redress.complaints.intake import held
from redress.complaints.queries import options
from redress.desk.forms import calling, reading
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
    """The policies found, or why none could be looked up; the caller's files that are open; and what of it all is
    filled into fields in which nothing stands: field -> value."""

    offered: Sequence[Offered] = ()
    more: bool = False
    refusal: Refusal | None = None
    open: Sequence[calling.Open] = ()
    names: Sequence[str] = ()
    """Whose the number may be, where several have it."""
    fills: Mapping[str, str] = field(default_factory=dict)
    taken: str = ""
    """The policy that was just filled in from."""
    quiet: bool = False
    """Nothing was asked: so far what is typed is nobody's."""


def asked(form: RegisterForm) -> Asked:
    """By the policy number, else by the first person's identity number or telephone."""
    return Asked(
        number=form.one("policy_number"),
        id_number=reading.one(form.typed, "people.0.id_number"),
        phone=_phone(form),
    )


def look_up(form: RegisterForm) -> Panel:
    """What was found. A refusal is shown in its place, for the complaint is taken all the same."""
    return _found(form, asked(form))


def recognise(form: RegisterForm) -> Panel:
    """Who is on the line, by the telephone that was typed: policies of that number and files of it that are open.

    One look-up, counted once and entered once.
    """
    phone = _phone(form)
    if not calling.whole(phone):
        return Panel(quiet=True)
    panel = _found(form, Asked(phone=phone))
    if isinstance(panel.refusal, TooMany):
        return panel  # who may look up no more learns nothing of open files either
    files = calling.open_files(form.actor, phone)
    people = dict.fromkeys(
        each.name
        for one in panel.offered
        for each in (one.policy.holder, *one.policy.insured, *one.policy.beneficiaries)
        if normalise(each.phone, Kind.PHONE) == normalise(phone, Kind.PHONE)
    )
    names = list(people or dict.fromkeys(name for each in files for name in each.names))
    fills = {"people.0.name": names[0]} if len(names) == 1 else {}
    if len(panel.offered) == 1 and not panel.more:
        fills["policy_number"] = panel.offered[0].policy.number
    return replace(panel, open=files, names=names if len(names) > 1 else (), fills=_empty(form, fills))


def taken(form: RegisterForm, number: str) -> Panel:
    """What the policy says, for every field that is still empty."""
    try:
        found = asking.look_up(form.actor, Asked(number=number)).policies
    except Refusal as refusal:
        access.told(refusal)
        return Panel(refusal=refusal)
    if not found:
        return Panel()
    policy, who = found[0], _who(form, found[0])
    says = {
        "product": policy.product.name,
        "product_line": policy.product.line,
        "unit": _unit(form, policy),
    }
    if who is not None:
        says |= {f"people.0.{name}": str(getattr(who, name)) for name in ("name", *CONTACT)}
    return Panel(taken=policy.number, fills=_empty(form, says) | {"policy_number": policy.number})


def _phone(form: RegisterForm) -> str:
    return reading.one(form.typed, "people.0.phone")


def _empty(form: RegisterForm, says: Mapping[str, str]) -> dict[str, str]:
    return {
        name: value for name, value in says.items() if value and not reading.one(form.typed, name).strip()
    }


def _unit(form: RegisterForm, policy: Policy) -> str:
    """By name and code, as the field shows it."""
    code = held.handles(policy.unit)
    return str(replace(form, typed={**form.typed, "unit": [code]}).unit.value) if code else ""


def _found(form: RegisterForm, wanted: Asked) -> Panel:
    try:
        found = asking.look_up(form.actor, wanted)
    except Refusal as refusal:
        access.told(refusal)
        return Panel(refusal=refusal)
    day = timezone.localdate(form.received_at or moment.now())
    units = options.unit_names([each.unit for each in found.policies])
    return Panel(
        [Offered(each, standing(each, day), units.get(each.unit, each.unit)) for each in found.policies],
        found.more,
    )


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
