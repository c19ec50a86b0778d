"""What somebody who leaves has in hand, and handing it over in one sitting (ORG-11, FLW-05, SEC-05).

Everything goes through the functions that do it one by one, each with its own checks and its own transaction; what is
refused is told with its reason and stays in the list, which is read anew each time: nothing is half done in silence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeVar

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.administration import proposals
from redress.administration.accounts import DisableAccount
from redress.administration.appointments import Appoint, EndAppointment
from redress.administration.authority import ADMINISTRATORS, NotYourDuty, is_over
from redress.administration.deputies import EndDeputy, may_name
from redress.administration.door import PEOPLE, UNITS
from redress.administration.handing_over import NoteHandover
from redress.administration.numbers import person_number
from redress.api import tokens
from redress.assessment import handing_over as improving
from redress.casework import access
from redress.casework.many import Result
from redress.claims import handing_over as claims
from redress.committee import seating
from redress.committee.seating import EndSeat, Row
from redress.complaints.handling import handing_over as cases
from redress.complaints.handling.queries.owned import Desk, desk_of
from redress.organisation import structure, tracking
from redress.organisation.actor import Actor
from redress.organisation.deputising import NAMERS
from redress.organisation.kinds import Duty
from redress.organisation.models import Appointment, Deputy, Proposal, User
from redress.organisation.refusals import RuleStands

_DAY: Final = timedelta(days=1)
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Pile:
    """One kind of what is left. `what` are case numbers or words; `stays`: what becomes of it without a hand.

    `ends` is the last day of all of it where each has one: from then on it is nobody's to end.
    """

    key: str
    label: str | Promise
    count: int
    what: str = ""
    stays: str | Promise = ""
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """All that is left of a person, read anew for each page: some twenty queries, whatever is left."""

    numbers: list[str]
    claims: list[str]
    actions: list[str]
    deputies: list[Deputy]
    seats: list[Row]
    appointments: list[Appointment]
    coordinates: list[Appointment]
    proposed: list[Proposal]
    piles: list[Pile]

    def to_do(self, today: date) -> list[Pile]:
        """What still waits for a hand: all that does not end with this day by itself."""
        return [each for each in self.piles if each.ends is None or each.ends > today]

    def ending(self, today: date) -> list[Pile]:
        """What holds until the day is over, and then no more."""
        return [each for each in self.piles if each.ends is not None and each.ends <= today]


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be handed over or ended, and why."""

    what: str
    because: str | Promise
    rule: str


@dataclass(frozen=True, slots=True)
class Successors:
    """Who takes over which kind; None: nobody was named, and it stays."""

    cases: User | None
    claims: User | None
    actions: User | None
    coordinator: User | None


def may(actor: Actor, person: User) -> bool:
    """Whether the actor hands over that person's work: who administers every place of it, or a superior; nobody their
    own."""
    if actor.id is None or person.department is None or person.pk in proposals.behind(actor):
        return False
    return administers(actor, person) or may_name(actor, person)


def administers(actor: Actor, person: User) -> bool:
    """Whether the actor also ends duties and closes the account: over the place of the person and every post."""
    return is_over(actor, person, ADMINISTRATORS)


def left(actor: Actor, person: User) -> Left:
    """What the person leaves, as far as whoever hands it over must know: numbers of cases, no contents."""
    today = timezone.localdate()
    appointments = [each.appointment for each in structure.posts_of(person) if _holds(each.last, today)]
    coordinates = [each for each in appointments if each.duty == Duty.COORDINATOR]
    desk = desk_of(person, [each.department_id for each in coordinates])
    actions, seats = improving.open_actions(person), seating.held_by(person)
    held = claims.open_numbers(person)
    deputies = [each.deputy for each in structure.deputies_of(person, today)]
    proposed = proposals.of_person(actor, person)
    piles = [
        *_of_cases(desk),
        Pile("claims", gettext_lazy("Claims in hand"), len(held), " ".join(held)),
        Pile(
            "actions",
            gettext_lazy("Corrective actions"),
            len(actions),
            " ".join(actions),
        ),
        *_in_others_places(deputies, seats),
        *_proposed(proposed, proposals.asked_by(actor, person)),
        *_of_access(person, appointments),
        *_of_ones_own(person, desk),
    ]
    return Left(
        desk.cases,
        held,
        actions,
        deputies,
        seats,
        appointments,
        coordinates,
        proposed,
        [each for each in piles if each.count],
    )


def _of_cases(desk: Desk) -> Iterator[Pile]:
    """Cases, and what waits for the person in those of others."""
    yield Pile("cases", gettext_lazy("Open cases"), len(desk.cases), " ".join(desk.cases))
    yield Pile(
        "orders",
        gettext_lazy("Orders that wait for the departments coordinated"),
        len(desk.orders),
        " ".join(desk.orders),
        gettext_lazy("They wait for the department: its heads answer them until somebody coordinates it."),
    )
    yield Pile(
        "approvals",
        gettext_lazy("Approvals that wait for a duty of the person"),
        len(desk.approvals),
        " ".join(desk.approvals),
        gettext_lazy(
            "They wait for the duty: who has it then decides. Where nobody has, the owner of the case asks anew."
        ),
    )
    yield Pile(
        "steps",
        gettext_lazy("Cases handed to the person for a step"),
        len(desk.steps),
        " ".join(desk.steps),
        gettext_lazy("The owner of the case takes the next step."),
    )


def _in_others_places(deputies: Sequence[Deputy], seats: Sequence[Row]) -> Iterator[Pile]:
    """Whom the person stands in for, where the person sits."""
    yield Pile(
        "deputies",
        gettext_lazy("Deputies"),
        len(deputies),
        "; ".join(f"{each.absent} → {each.deputy}" for each in deputies),
        ends=_last(each.period.upper for each in deputies),
    )
    yield Pile(
        "seats",
        gettext_lazy("Seats"),
        len(seats),
        "; ".join(str(each.body) for each in seats),
        ends=_last(each.period.upper for each in seats),
    )


def _proposed(proposed: Sequence[Proposal], asks: int) -> Iterator[Pile]:
    """What waits for a second person."""
    yield Pile(
        "proposed",
        gettext_lazy("Proposed for the person, waits for a second one"),
        len(proposed),
        "; ".join(each.get_kind_display() for each in proposed),
    )
    yield Pile(
        "asks",
        gettext_lazy("Proposed by the person, waits for a second one"),
        asks,
        "",
        gettext_lazy("Cannot be confirmed once the duty has ended: reject it and propose it anew."),
    )


def _of_access(person: User, appointments: Sequence[Appointment]) -> Iterator[Pile]:
    """What the person may still do, and by which way in."""
    yield Pile(
        "appointments",
        gettext_lazy("Duties"),
        len(appointments),
        "; ".join(f"{each.get_duty_display()} · {each.department}" for each in appointments),
        ends=_last(each.period.upper for each in appointments),
    )
    yield Pile("sessions", gettext_lazy("Signed in at"), len(tracking.of(person)))
    yield Pile("tokens", gettext_lazy("API tokens"), tokens.live(person))
    yield Pile("account", gettext_lazy("Account that can sign in"), int(person.is_active))


def _of_ones_own(person: User, desk: Desk) -> Iterator[Pile]:
    """What nobody takes over."""
    yield Pile(
        "articles",
        gettext_lazy("Articles drafted and not published"),
        improving.drafts(person),
        "",
        gettext_lazy("They stay with the unit, which publishes or withdraws them."),
    )
    yield Pile(
        "drafts",
        gettext_lazy("Unsent forms and saved views"),
        desk.drafts + desk.views,
        "",
        gettext_lazy("The person's own; nobody else opens them."),
    )


def hand_over(actor: Actor, person: User, successors: Successors, last: date, reason: str) -> list[Refused]:
    """All of it, work first, access last. What was refused comes back with its reason, and is left.

    With a last day to come the work goes now, duties end with that day, and the account stays until then.
    """
    if not may(actor, person) or person.department is None:
        where = person.department.unit if person.department else person
        raise NotYourDuty(ADMINISTRATORS | NAMERS, where)
    found = left(actor, person)
    refused = _work(actor, person, found, successors, reason)
    refused += _ties(actor, found, last)
    if administers(actor, person):
        refused += _duties(actor, person, found, successors, last, reason)
    said = NoteHandover(
        cases=len(found.numbers) + len(found.claims),
        last=last,
        reason=reason,
        successor=successors.cases.pk if successors.cases else None,
        left=len(refused),
    )
    PEOPLE.execute(said, actor, person_number(person.pk))
    return refused


def _work(actor: Actor, person: User, found: Left, to: Successors, reason: str) -> list[Refused]:
    words = _("%(name)s leaves; handed over by %(by)s: %(reason)s")
    said = words % {"name": person, "by": actor.name, "reason": reason}
    refused: list[Refused] = []
    if to.cases is not None and found.numbers:
        refused += _of_results(cases.hand_over(actor, found.numbers, to.cases.username, said))
    if to.claims is not None and found.claims:
        refused += _of_results(claims.hand_over(actor, found.claims, to.claims.username, said))
    if to.actions is not None:
        refused += [
            Refused(action, why.because, why.rule)
            for action, why in improving.hand_over(actor, person, to.actions).items()
            if why is not None
        ]
    return refused


def _of_results(results: Iterable[Result]) -> Iterator[Refused]:
    """Those that were refused."""
    for result in results:
        if result.refusal is not None:
            yield Refused(result.number, result.refusal.because, result.refusal.rule)


def _ties(actor: Actor, found: Left, last: date) -> list[Refused]:
    """What binds the person to others: deputies on both sides."""
    return _each(
        found.deputies,
        lambda each: PEOPLE.execute(
            EndDeputy(named=each.pk, last=max(last, each.period.lower - _DAY)),
            actor,
            person_number(each.absent_id),
        ),
        lambda each: last < each.period.upper - _DAY,
        lambda each: f"{each.absent} → {each.deputy}",
    )


def _duties(
    actor: Actor, person: User, found: Left, to: Successors, last: date, reason: str
) -> list[Refused]:
    refused = _each(
        found.proposed,
        lambda each: _rejected(actor, each, reason),
        lambda _proposal: True,
        lambda each: each.get_kind_display(),
    )
    refused += _each(
        found.seats,
        lambda each: UNITS.execute(EndSeat(seat=each.pk, last=last), actor, each.body.unit.code),
        lambda each: _goes_on(each.period.upper, last),
        lambda each: str(each.body),
    )
    refused += _each(
        found.appointments,
        lambda each: PEOPLE.execute(
            EndAppointment(appointment=each.pk, last=last), actor, person_number(person.pk)
        ),
        lambda each: _goes_on(each.period.upper, last),
        lambda each: f"{each.get_duty_display()} · {each.department}",
    )
    successor = to.coordinator
    if successor is not None:
        refused += _each(
            found.coordinates,
            lambda each: PEOPLE.execute(
                Appoint(department=each.department_id, duty=Duty.COORDINATOR, first=last + _DAY),
                actor,
                person_number(successor.pk),
            ),
            lambda _appointment: True,
            lambda each: f"{each.get_duty_display()} · {each.department} → {successor}",
        )
    if last <= timezone.localdate() and person.is_active:
        refused += _each(
            [person],
            lambda each: PEOPLE.execute(DisableAccount(reason=reason), actor, person_number(each.pk)),
            lambda each: each.is_active,
            lambda _person: _("Account that can sign in"),
        )
    return refused


def _rejected(actor: Actor, proposal: Proposal, reason: str) -> None:
    door, number = proposals.decider(proposal)
    door.execute(proposals.rejecting(proposal, reason), actor, number)


def _each(
    things: list[_T], do: Callable[[_T], object], still: Callable[[_T], bool], named: Callable[[_T], str]
) -> list[Refused]:
    """Do it to each that is still to be ended; those that a rule stands against say why."""
    refused: list[Refused] = []
    for thing in things:
        if not still(thing):
            continue
        try:
            do(thing)
        except RuleStands as why:
            access.told(why)
            refused.append(Refused(named(thing), why.because, why.rule))
    return refused


def _goes_on(upper: date | None, last: date) -> bool:
    return upper is None or last < upper - _DAY


def _last(uppers: Iterable[date | None]) -> date | None:
    """The last day of the longest period, of which each names the day after its own; None when one has no end."""
    ends = list(uppers)
    known = [each for each in ends if each is not None]
    return max(known) - _DAY if known and len(known) == len(ends) else None


def _holds(last: date | None, today: date) -> bool:
    return last is None or last >= today
