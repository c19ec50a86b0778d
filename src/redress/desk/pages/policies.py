"""Policies as pages show them: people masked, how the cover stands today (SEC-02)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.casework import access, moment
from redress.complaints.queries import options
from redress.organisation.actor import Actor
from redress.organisation.models import Unit
from redress.policies import contacts, guides
from redress.policies.contacts import Due
from redress.policies.kinds import LOOKS_UP, PartyRole, Standing
from redress.policies.port import Asked, Found
from redress.policies.standing import standing
from redress.policies.values import Beneficiary, Cover, Policy, Somebody
from redress.privacy.masks import Kind, mask

_FIELDS = (
    ("id_number", Kind.ID_NUMBER, gettext_lazy("Identity number")),
    ("born", Kind.BIRTH, gettext_lazy("Day of birth")),
    ("phone", Kind.PHONE, gettext_lazy("Telephone")),
    ("email", Kind.EMAIL, gettext_lazy("E-mail")),
    ("address", Kind.ADDRESS, gettext_lazy("Address")),
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a policy; `values` with their titles, masked."""

    role: str | Promise
    name: str
    share: str
    values: Sequence[tuple[str | Promise, str]]


@dataclass(frozen=True, slots=True)
class Benefit:
    """A cover in words: sums in yuan, the ratio in per cent."""

    title: str
    clause: str
    sum_insured: str
    left: str
    deductible: str
    ratio: str


@dataclass(frozen=True, slots=True)
class Line:
    """A policy in a list."""

    policy: Policy
    holder: str
    unit: str
    cover: Standing


@dataclass(frozen=True, slots=True)
class Page:
    """A policy with everything a page says of it."""

    policy: Policy
    unit: str
    cover: Standing
    covers: Sequence[Benefit]
    people: Sequence[Person]
    account: str
    guide: bool


def at_home(actor: Actor) -> Unit:
    """The unit under whose company a paper is given out; the highest for who sits in none."""
    return Unit.objects.filter(pk=actor.unit or 0).first() or Unit.objects.order_by("path")[0]


def due(actor: Actor) -> Sequence[Due]:
    """What is to be verified in the units over which the actor looks policies up; on record, for it names them."""
    units, today = Unit.objects.filter(pk__in=actor.over(LOOKS_UP)), timezone.localdate(moment.now())
    access.log(actor, access.Action.LOOK_UP, purpose="CLM-01", fields="policies whose contacts are due")
    found = []
    for book, of in guides.by_standard(today, units):
        names = {unit.code: unit.name for unit in of}
        due = contacts.due(book.method.contact_check, names, today)
        found += [replace(each, unit=names[each.unit]) for each in due]
    return sorted(found, key=lambda each: each.since)


def lines(found: Found) -> list[Line]:
    """Policies in a list, the holder's name masked."""
    units = options.unit_names([each.unit for each in found.policies])
    return [
        Line(each, _name(each.holder), units.get(each.unit, each.unit), _today(each))
        for each in found.policies
    ]


def page(policy: Policy, kinds: Iterable[str]) -> Page:
    """`kinds`: products that there is a guide for."""
    account = policy.account
    said = (
        " · ".join(
            filter(None, (mask(account.holder, Kind.NAME), account.bank, mask(account.number, Kind.ACCOUNT)))
        )
        if account
        else ""
    )
    units = options.unit_names([policy.unit])
    return Page(
        policy,
        units.get(policy.unit, policy.unit),
        _today(policy),
        [_benefit(each) for each in policy.covers],
        [*_people(policy)],
        said,
        policy.product.kind in set(kinds),
    )


def asked(typed: dict[str, str]) -> Asked:
    """The question of the form; a birth day that is none asks for nobody."""
    try:
        born = date.fromisoformat(typed.get("born", ""))
    except ValueError:
        born = None
    return Asked(
        number=typed.get("number", "").strip(),
        id_number=typed.get("id_number", "").strip(),
        phone=typed.get("phone", "").strip(),
        name=typed.get("name", "").strip(),
        born=born,
    )


def _today(policy: Policy) -> Standing:
    return standing(policy, timezone.localdate(moment.now()))


def _people(policy: Policy) -> Iterable[Person]:
    yield _person(PartyRole.HOLDER.label, policy.holder)
    for each in policy.insured:
        yield _person(PartyRole.INSURED.label, each)
    for beneficiary in policy.beneficiaries:
        yield _person(PartyRole.BENEFICIARY.label, beneficiary, _share(beneficiary))


def _person(role: str | Promise, person: Somebody, share: str = "") -> Person:
    values = [
        (title, mask(str(value), kind)) for name, kind, title in _FIELDS if (value := getattr(person, name))
    ]
    return Person(role, _name(person), share, values)


def _name(person: Somebody) -> str:
    return person.name if person.is_organisation else mask(person.name, Kind.NAME)


def _share(person: Beneficiary) -> str:
    if person.share is None:
        return _("Order %(order)s") % {"order": person.order}
    share = f"{(person.share * 100).normalize():f}"
    return _("Order %(order)s, %(share)s%%") % {"order": person.order, "share": share}


def _benefit(cover: Cover) -> Benefit:
    return Benefit(
        cover.title,
        cover.clause,
        sum_insured=f"{cover.sum_insured:,.2f}",
        left=f"{cover.left:,.2f}",
        deductible=f"{cover.deductible:,.2f}",
        ratio=f"{(cover.ratio * 100).normalize():f}%",
    )
