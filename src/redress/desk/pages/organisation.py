"""The organisation as a page: where one stands in the tree, who does what, what one may change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.administration import proposals
from redress.administration.authority import ADMINISTRATORS, CLOSERS, CONFIRMERS
from redress.administration.notices import REPORTERS
from redress.committee import seating
from redress.committee.kinds import BodyKind, SeatRole
from redress.committee.seating import Bench, Row
from redress.complaints.rulebooks.queries import rulebooks
from redress.desk.forms.said import number
from redress.organisation import notices, structure
from redress.organisation.actor import Actor
from redress.organisation.inheritance import Lineage, lineage
from redress.organisation.kinds import SEES_GAPS, Duty, Widening
from redress.organisation.models import (
    Appointment,
    ChangeNotice,
    Department,
    Deputy,
    OrganisationEntry,
    Proposal,
    Unit,
    User,
)
from redress.organisation.structure import Branch, Room
from redress.suggestions.kinds import CHOOSES

GAPS_SHOWN = 30
REPORTED_SHOWN = 10

_LABELS: dict[str, str | Promise] = {
    "body": gettext_lazy("Committee or leading group"),
    "role": gettext_lazy("Seat"),
    "duty": gettext_lazy("Duty"),
    "deputy": gettext_lazy("Deputy"),
    "reason": gettext_lazy("Reason"),
    "first": gettext_lazy("First day"),
    "last": gettext_lazy("Last day"),
    "closed_until": gettext_lazy("Closed up to and including"),
    "calendar": gettext_lazy("Calendar"),
    "rulebook": gettext_lazy("Rulebook"),
    "claims_rulebook": gettext_lazy("Claims standard"),
    "reception": gettext_lazy("Where visitors are received"),
    "year": gettext_lazy("Year"),
    "file": gettext_lazy("File"),
    "words": gettext_lazy("Report"),
    "widening": gettext_lazy("Change"),
    "department": gettext_lazy("Department"),
    "from": gettext_lazy("From"),
    "to": gettext_lazy("To"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Telephone"),
    "provider": gettext_lazy("Directory"),
    "uid": gettext_lazy("Account there"),
    "cases": gettext_lazy("Open cases"),
    "successor": gettext_lazy("Who takes over"),
    "left": gettext_lazy("Could not be handed over or ended"),
    "suggestions": gettext_lazy("Learned version"),
    "least": gettext_lazy("Least confidence, percent"),
    "digest": gettext_lazy("Digest"),
}
_DEPARTMENTS = ("department", "from", "to")
_WORDS: dict[str, dict[str, str | Promise]] = {
    "duty": dict(Duty.choices),
    "body": dict(BodyKind.choices),
    "role": dict(SeatRole.choices),
    "widening": dict(Widening.choices),
}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an entry, before and after."""

    label: str | Promise
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the journal in words."""

    entry: OrganisationEntry
    lines: list[Value]


@dataclass(frozen=True, slots=True)
class UnitPage:
    """All that the page of a unit shows."""

    unit: Unit
    inherits: Lineage
    rulebook: str
    standard: str
    tree: list[Branch]
    rooms: list[Room]
    gaps: list[Department]
    more_gaps: int
    entries: list[Entry]
    administers: bool
    closes: bool
    chooses: bool
    only: bool
    notices: list[ChangeNotice]
    reported: list[ChangeNotice]
    reports: bool
    bodies: list[Bench]
    waiting: list[Proposal]


def unit_page(actor: Actor, code: str, department: str = "") -> UnitPage:
    """Raises Http404 for a unit that is not the actor's own or below it (ORG-11)."""
    unit = unit_or_404(actor, code)
    inherits = lineage(unit.code)
    assert inherits is not None
    missing = structure.gaps(actor)
    here = [gap for gap in missing if gap.unit.path.startswith(unit.path)]
    hears = actor.has_over(SEES_GAPS, unit.pk)
    only = number(department)
    titles = rulebooks.titles([inherits.rulebook, inherits.claims[0]], timezone.localdate())
    return UnitPage(
        unit=unit,
        inherits=inherits,
        rulebook=titles[inherits.rulebook] if inherits.rulebook else "",
        standard=titles[inherits.claims[0]],
        tree=structure.tree(actor, unit, missing),
        rooms=structure.rooms(unit, only),
        gaps=here[:GAPS_SHOWN],
        more_gaps=max(0, len(here) - GAPS_SHOWN),
        entries=entries_in_words(structure.changes(actor, unit=unit)),
        administers=actor.has_over(ADMINISTRATORS, unit.pk),
        closes=actor.has_over(CLOSERS, unit.pk),
        chooses=actor.has_over(CHOOSES, unit.pk),
        only=only is not None,
        notices=notices.open_notices(actor, unit) if hears else [],
        reported=notices.reported(actor, unit)[:REPORTED_SHOWN] if hears else [],
        reports=actor.has_over(REPORTERS, unit.pk),
        bodies=seating.bodies_of(unit),
        waiting=proposals.waiting(actor, unit) if actor.has_over(CONFIRMERS, unit.pk) else [],
    )


def unit_or_404(actor: Actor, code: str) -> Unit:
    unit = structure.visible_unit(actor, code)
    if unit is None:
        raise Http404(_("There is no such unit that you may see."))
    return unit


def person_or_404(actor: Actor, person: int) -> User:
    """A member of staff of the actor's units or below, by place or by duty; and always oneself."""
    users = User.objects.select_related("department__unit").filter(pk=person)
    here = Q(department__unit__in=actor.reach) | Q(appointments__department__unit__in=actor.reach)
    user = users.filter(here | Q(pk=actor.id)).distinct().first()
    if user is None:
        raise Http404(_("There is no such person that you may see."))
    return user


def appointment_or_404(actor: Actor, appointment: int) -> Appointment:
    found = (
        Appointment.objects.select_related("department__unit", "user")
        .filter(pk=appointment, department__unit__in=actor.reach)
        .first()
    )
    if found is None:
        raise Http404(_("There is no such appointment that you may see."))
    return found


def seat_or_404(actor: Actor, seat: int) -> Row:
    """A seat in a body of the actor's units."""
    found = seating.one(actor, seat)
    if found is None:
        raise Http404(_("There is no such seat that you may see."))
    return found


def deputy_or_404(actor: Actor, named: int) -> Deputy:
    """A deputy's time, of somebody in the actor's units."""
    found = (
        Deputy.objects.select_related("absent__department__unit", "deputy")
        .filter(
            Q(absent__department__unit__in=actor.reach) | Q(absent=actor.id) | Q(deputy=actor.id), pk=named
        )
        .first()
    )
    if found is None:
        raise Http404(_("There is no such deputy that you may see."))
    return found


def notice_or_404(actor: Actor, notice: int) -> ChangeNotice:
    found = notices.notice(actor, notice)
    if found is None:
        raise Http404(_("There is no such report that you may see."))
    return found


def entries_in_words(entries: Iterable[OrganisationEntry]) -> list[Entry]:
    """What changed, in the reader's language; codes that nobody reads are left out. At most one query."""
    entries = list(entries)
    named = _departments([part for entry in entries for part in (entry.before, entry.after)])
    return [Entry(entry, _lines(entry, named)) for entry in entries]


def _lines(entry: OrganisationEntry, named: Mapping[str, str]) -> list[Value]:
    before, after = entry.before, entry.after
    return [
        Value(label, _said(key, before.get(key, ""), named), _said(key, after.get(key, ""), named))
        for key, label in _LABELS.items()
        if key in before or key in after
    ]


def proposal_in_words(proposal: Proposal) -> list[Value]:
    """What is asked for; what the words do not know is left out."""
    asked = proposal.asked | {"reason": str(proposal.because)}
    named = _departments([asked])
    return [
        Value(label, "", _said(key, asked[key], named)) for key, label in _LABELS.items() if asked.get(key)
    ]


def _departments(parts: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Key -> name, of the departments that are named; the journal keeps their keys."""
    keys = {said for part in parts for key in _DEPARTMENTS if (said := part.get(key, "")).isdigit()}
    if not keys:
        return {}
    found = Department.objects.select_related("unit").filter(pk__in=map(int, keys))
    return {str(each.pk): str(each) for each in found}


def _said(key: str, value: str, departments: Mapping[str, str]) -> str:
    words = departments if key in _DEPARTMENTS else _WORDS.get(key, {})
    return str(words.get(value, value))


def said_back(request: HttpRequest) -> dict[str, str]:
    """What an address may fill into a form: ?department=…&user=…&duty=…"""
    return {
        key: request.GET[key]
        for key in ("department", "user", "duty", "first", "absent", "body")
        if key in request.GET
    }
