"""Houses made at random on the demo insurer's tree, and what ORG-11 and ORG-12 say of them, written once more.

Nothing here asks the code under test: rows are made by the ORM, and what may be is told from these plain values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import strategies as st

from redress.casework.purposes import Purpose
from redress.casework.refusals import NotThere
from redress.claims.models import Claim
from redress.complaints.models import Complaint, Share
from redress.letters.dossier.making import dossier
from redress.organisation.actor import Actor
from redress.organisation.models import Appointment, Department, Deputy, User

DAY = date(2026, 11, 18)
PEOPLE = 5
TRADES = {
    **dict.fromkeys(("intake", "second_line", "complaint_officer", "handler", "cs_head"), "service"),
    "legal": "legal",
    "manager": "manager",
    "auditor": "auditor",
    "claims_handler": "claims",
}
SEES = {"intake", "second_line", "complaint_officer", "handler", "cs_head", "manager", "auditor"}
SEES_CLAIMS = SEES | {"claims_handler"}
DUTIES = [*TRADES, "department_head", "administrator"]
SPANS = {
    "ended yesterday": (DAY - timedelta(days=30), DAY),
    "ends today": (DAY - timedelta(days=30), DAY + timedelta(days=1)),
    "ends tomorrow": (DAY, DAY + timedelta(days=2)),
    "begins tomorrow": (DAY + timedelta(days=1), DAY + timedelta(days=9)),
    "without end": (DAY - timedelta(days=30), None),
}


@dataclass(frozen=True)
class Held:
    """A duty as the test knows it: `place` is the number of the department, `span` a key of SPANS."""

    duty: str
    place: int
    span: str

    @property
    def today(self) -> bool:
        return self.span in ("ends today", "ends tomorrow", "without end")


@dataclass(frozen=True)
class Link:
    """Who stands in for whom; `by`: named by the absent person, the deputy alone, or the house."""

    absent: int
    deputy: int
    span: str
    by: str

    @property
    def today(self) -> bool:
        return self.span in ("ends today", "ends tomorrow")


@dataclass(frozen=True)
class House:
    """Where each sits, what each holds, who is there, who stands in; whose each case is, and who shares it."""

    seats: tuple[int, ...]
    duties: tuple[tuple[Held, ...], ...]
    active: tuple[bool, ...]
    links: tuple[Link, ...]
    owners: tuple[int, ...]
    shares: tuple[tuple[int, int], ...]


def houses(places: int, cases: int) -> st.SearchStrategy[House]:
    place, person = st.integers(0, places - 1), st.integers(0, PEOPLE - 1)
    held = st.builds(Held, st.sampled_from(DUTIES), place, st.sampled_from(list(SPANS)))
    today = st.builds(Held, st.sampled_from(DUTIES), place, st.sampled_from(["ends today", "without end"]))
    bounded = [name for name in SPANS if name != "without end"]
    span = st.one_of(st.just("ends today"), st.sampled_from(bounded))
    link = st.builds(Link, person, person, span, st.sampled_from(["absent", "house", "absent", "deputy"]))
    return st.builds(
        House,
        st.tuples(*[place] * PEOPLE),
        st.tuples(*[st.lists(st.one_of(today, held), max_size=2, unique=True).map(tuple)] * PEOPLE),
        st.tuples(*[st.sampled_from([True, True, True, False])] * PEOPLE),
        st.lists(
            link.filter(lambda each: each.absent != each.deputy),
            max_size=4,
            unique_by=lambda each: each.absent,
        ).map(tuple),
        st.tuples(*[person] * cases),
        st.lists(st.tuples(st.integers(0, cases - 1), place), max_size=3, unique=True).map(tuple),
    )


class Told:
    """What the two requirements say of a house."""

    def __init__(self, house: House, places: Sequence[Department]) -> None:
        self.house, self.places = house, places
        self.after = {link.absent: link.deputy for link in house.links if self._stands(link)}

    def _stands(self, link: Link) -> bool:
        both = self.house.active[link.absent] and self.house.active[link.deputy]
        return link.today and both and link.by != "deputy"

    def own(self, person: int) -> set[Held]:
        return {held for held in self.house.duties[person] if held.today}

    def _trade(self, held: Held) -> str | None:
        if held.duty == "department_head":
            return f"head of {self.places[held.place].kind}"
        return TRADES.get(held.duty)

    def _takes(self, person: int, held: Held) -> bool:
        """Somebody of the same department or trade; an administrator's duty nobody, an auditor's an auditor."""
        for mine in self.own(person):
            if "administrator" in (mine.duty, held.duty):
                continue
            if self._trade(mine) == self._trade(held):
                return True
            if mine.place == held.place and "auditor" not in (mine.duty, held.duty):
                return True
        return False

    def _lent(self, absent: int, to: int) -> set[Held] | None:
        """What reaches that person along the chain; None when nothing does."""
        kept, had, person, met = self.own(absent), bool(self.own(absent)), absent, {absent}
        while person != to:
            person = self.after.get(person, -1)
            if person < 0 or person in met:
                return None
            met.add(person)
            if had:
                kept = {held for held in kept if self._takes(person, held)}
                if not kept:
                    return None
            elif not any(
                m.place == self.house.seats[absent] and m.duty != "administrator" for m in self.own(person)
            ):
                return None
        return kept

    def direct(self, absent: int, deputy: int) -> bool:
        """Whether anything passes by the one link."""
        had = self.own(absent)
        if not had:
            seat = self.house.seats[absent]
            return any(held.place == seat and held.duty != "administrator" for held in self.own(deputy))
        return any(self._takes(deputy, held) for held in had)

    def capacities(self, person: int) -> Iterator[tuple[int | None, set[Held]]]:
        """As oneself, then in the place of each absent person: whose cases are one's own, and with which duties."""
        if not self.house.active[person]:
            return
        former = bool(self.house.duties[person]) and not self.own(person)
        yield (None if former else person), self.own(person)
        for absent in range(PEOPLE):
            if absent != person and (lent := self._lent(absent, person)) is not None:
                yield absent, lent

    def over(self, held: Held, path: str) -> bool:
        return path.startswith(self.places[held.place].unit.path)

    def has_over(self, person: int, duties: set[str], path: str) -> bool:
        return any(
            held.duty in duties and self.over(held, path)
            for _who, posts in self.capacities(person)
            for held in posts
        )

    def sees_claim(self, person: int, claim: Claim, named: set[int]) -> bool:
        """A post over its unit that sees claims, or who handles or took it: `named`."""
        return any(
            who in named
            or any(held.duty in SEES_CLAIMS and self.over(held, claim.unit.path) for held in posts)
            for who, posts in self.capacities(person)
        )

    def sees(self, person: int, number: int, case: Complaint) -> bool:
        paths = (case.unit.path, case.received_unit.path)
        shared = {place for which, place in self.house.shares if which == number}
        for who, posts in self.capacities(person):
            if any(held.duty in SEES and self.over(held, path) for held in posts for path in paths):
                return True
            if who is not None and who == self.house.owners[number]:
                return True
            if any(held.place in shared for held in posts):
                return True
        return False


def build(
    house: House, users: Sequence[User], places: Sequence[Department], cases: Sequence[Complaint]
) -> Mapping[int, int]:
    """The rows of a house in place of the one before."""
    Deputy.objects.filter(absent__in=users).delete()
    Appointment.objects.filter(user__in=users).delete()
    Share.objects.filter(complaint__in=cases).delete()
    for number, user in enumerate(users):
        User.objects.filter(pk=user.pk).update(
            department=places[house.seats[number]], is_active=house.active[number]
        )
    Appointment.objects.bulk_create(
        Appointment(
            user=users[number], department=places[held.place], duty=held.duty, period=SPANS[held.span]
        )
        for number, duties in enumerate(house.duties)
        for held in duties
    )
    names = {
        "absent": lambda link: users[link.absent],
        "deputy": lambda link: users[link.deputy],
        "house": lambda _: None,
    }
    Deputy.objects.bulk_create(
        Deputy(
            absent=users[link.absent],
            deputy=users[link.deputy],
            period=SPANS[link.span],
            reason="休假",
            named_by=names[link.by](link),
        )
        for link in house.links
    )
    for number, case in enumerate(cases):
        Complaint.objects.filter(pk=case.pk).update(owner=users[house.owners[number]])
    Share.objects.bulk_create(
        Share(complaint=cases[which], department=places[place], why="copy")
        for which, place in house.shares
        if cases
    )
    return {number: user.pk for number, user in enumerate(users)}


def with_dossier(who: Actor, numbers: Sequence[str], expected: set[str]) -> set[str]:
    """Of which files a dossier is given: each hidden one is asked for, and one of the others, which takes a second."""
    hidden, shown = [each for each in numbers if each not in expected], sorted(expected)
    found = set(shown[1:])
    for number in (*hidden, *shown[:1]):
        try:
            dossier(who, number, Purpose.AUTHORITY).close()
        except NotThere:
            continue
        found.add(number)
    return found
