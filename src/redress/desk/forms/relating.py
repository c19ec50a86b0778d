"""What a register form knows of the filing, for the panel that shows related cases (INT-15)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from redress.casework import access, moment
from redress.casework.refusals import TooMany
from redress.complaints.kinds import PartyRole
from redress.complaints.linking import filings
from redress.complaints.linking.filings import NewFiling
from redress.complaints.linking.queries.related import Asked, Found, Related, related
from redress.desk.forms import reading
from redress.desk.forms.register import RegisterForm
from redress.privacy.cipher import keyed
from redress.rulebook import Subject
from redress.rulebook.linking import NEW

_READ: Final = frozenset(
    {
        "channel",
        "source",
        "received_at",
        "unit",
        "policy_number",
        "claim_number",
        "about_whom",
        "facts",
        "demand",
    }
    | {"product", "class_code", "reason_code", "complainant_kind"}
)
"""Fields of the form from which it follows what is related and what may be offered, beside the people."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the form, perhaps half typed."""

    role: PartyRole
    id_number: str
    phone: str
    name: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A link the rulebook allows, as the form sends it ('repeat L2026-0000001'); `chosen` beforehand or by hand."""

    value: str
    related: Related
    chosen: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the form: related cases, what the rulebook offers, and from what it was looked up."""

    found: Found
    offers: Sequence[Offer]
    looked: str


def beside(form: RegisterForm) -> Beside:
    """The panel for what was typed so far."""
    shown = found(form)
    return Beside(shown, offers(form, shown), looked(form))


def looked(form: RegisterForm) -> str:
    """A keyed fingerprint of all that the panel follows from: the form sends it back with what the panel said."""
    read = sorted(
        (name, *values)
        for name, values in form.typed.items()
        if any(values) and (name in _READ or name.startswith("people."))
    )
    return keyed(repr(read), "related").hex()


def not_shown(form: RegisterForm) -> Beside | None:
    """What the rulebook offers for this form, where whoever sends it was not shown that; None where nothing is new.

    The panel is asked for while somebody types, so that a form can be sent before its answer has come. Whoever has made
    all the look-ups of the hour registers without this one.
    """
    if reading.one(form.typed, "looked") == looked(form) or reading.one(form.typed, "link_to").strip():
        return None
    try:
        panel = beside(form)
    except TooMany as refusal:
        access.told(refusal)
        return None
    values, seen = {each.value for each in panel.offers}, set(form.typed.get("offered", ()))
    return None if reading.one(form.typed, "link_as") in values or values <= seen else panel


def found(form: RegisterForm) -> Found:
    """Cases related to what was typed so far."""
    return related(form.actor, asked(form), form.where.rulebook.method.linking, new_filing(form))


def asked(form: RegisterForm) -> Asked:
    """The first person of the form, the contract, the one complained of, the narrative."""
    return Asked(
        phone=reading.one(form.typed, "people.0.phone"),
        id_number=reading.one(form.typed, "people.0.id_number"),
        name=reading.one(form.typed, "people.0.name"),
        policy_number=form.one("policy_number"),
        claim_number=form.one("claim_number"),
        about_whom=form.one("about_whom"),
        text=tuple(form.one(name) for name in ("facts", "demand", "product", "about_whom")),
    )


def new_filing(form: RegisterForm) -> NewFiling | None:
    """The filing as the rules of linking see it; None until its class is known, because the matter decides."""
    if form.one("class_code") not in form.where.rulebook.method.class_sets["method"].codes:
        return None
    channel = form.where.rulebook.method.channels.get(form.one("channel"))
    source = form.one("source")
    if channel and channel.source and source == "direct":
        source = channel.source
    people = [
        Somebody(
            PartyRole(row.get("role", PartyRole.COMPLAINANT)),
            row.get("id_number", ""),
            row.get("phone", ""),
            row.get("name", ""),
        )
        for row in reading.rows(form.typed, "people")
        if row.get("role", PartyRole.COMPLAINANT) in PartyRole.values
    ]
    return NewFiling(
        people=filings.who(people),
        policy_number=form.one("policy_number"),
        claim_number=form.one("claim_number"),
        class_code=form.one("class_code"),
        reason_code=form.one("reason_code"),
        received_at=form.received_at or moment.now(),
        subject=Subject(channel=form.one("channel"), source=source),
    )


def offers(form: RegisterForm, shown: Found) -> list[Offer]:
    """The links that can be chosen; the rule's first proposal is chosen until a person chooses otherwise."""
    values = {
        f"{each.verdict.kind} {each.case.number}": each for each in shown.cases if each.verdict.kind != NEW
    }
    typed = form.typed.get("link_as")
    chosen = reading.one(form.typed, "link_as") if typed else next(iter(values), "")
    if chosen and chosen not in values:
        chosen = next(iter(values), "")
    return [Offer(value, each, value == chosen) for value, each in values.items()]


def link_as(typed: reading.Typed) -> dict[str, str]:
    """The chosen offer as the command takes it; what was typed by hand goes before it."""
    kind, _space, number = reading.one(typed, "link_as").partition(" ")
    if not number or reading.one(typed, "link_to").strip():
        return {}
    return {"link_to": number, "link_kind": kind}
