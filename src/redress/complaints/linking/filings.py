"""How a filing stands to earlier cases: the facts of each pair, and what the rulebook makes of them (INT-15)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from django.db.models import Q

from redress.clocks.models import Clock
from redress.complaints.kinds import LinkKind, PartyRole
from redress.complaints.models import Complaint, Party
from redress.privacy.cipher import blind
from redress.privacy.masks import Kind
from redress.privacy.normalising import normalise
from redress.rulebook import OPEN_STATES, State
from redress.rulebook.known import RESOLUTION
from redress.rulebook.linking import Pair, Verdict, goes_higher, rank, verdict
from redress.rulebook.sections.linking.schema import Linking

_ROLES: Final = (PartyRole.COMPLAINANT, PartyRole.HEIR, PartyRole.REPRESENTATIVE)
"""Who complains, in this order; not an agent, who may speak for many customers."""
_CLOSED: Final = frozenset({State.CLOSED, State.ARCHIVED})


@dataclass(frozen=True, slots=True)
class Who:
    """Fingerprints of somebody who complains; None where nothing is known."""

    id_number: bytes | None
    phone: bytes | None
    name: bytes | None


@dataclass(frozen=True, slots=True)
class NewFiling:
    """The later filing, registered already or not. `subject` are its facts as conditions see them."""

    people: tuple[Who, ...]
    policy_number: str
    claim_number: str
    class_code: str
    reason_code: str
    received_at: datetime
    subject: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """An earlier case, and what the later filing would be to it."""

    case: Complaint
    verdict: Verdict


class _Named(Protocol):
    @property
    def id_number(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def name(self) -> str: ...


class _Person(_Named, Protocol):
    @property
    def role(self) -> PartyRole: ...


def who(people: Iterable[_Person]) -> tuple[Who, ...]:
    """The complainants among the people of a filing that is being taken."""
    listed = list(people)
    role = next((role for role in _ROLES if any(person.role == role for person in listed)), None)
    return tuple(_who(person) for person in listed if person.role == role)


def _who(person: _Named) -> Who:
    return Who(
        blind(person.id_number, Kind.ID_NUMBER),
        blind(person.phone, Kind.PHONE),
        blind(person.name, Kind.NAME),
    )


def of_case(case: Complaint) -> tuple[Who, ...]:
    """The complainants of a case, by their stored fingerprints: nothing is decrypted."""
    parties = list(case.parties.all())
    role = next((role for role in _ROLES if any(party.role == role for party in parties)), None)
    return tuple(_stored(party) for party in parties if party.role == role)


def _stored(party: Party) -> Who:
    return Who(_bytes(party.id_number_index), _bytes(party.phone_index), _bytes(party.name_index))


def joining(merged: Complaint, new: Sequence[Party], into: Complaint) -> int:
    """How many people a merged filing brings whom the case does not have (CLS-05, CLO-08).

    A filing that names nobody new comes from the same people, however many. One that does is another group's: all of
    it joins but those whom both name. `new` are the people of a filing that is merged as it is registered; the case has
    those of filings that were merged into it before as well.
    """
    if merged.complainants == 1:
        return 0
    stored = () if merged._state.adding else merged.parties.all()
    theirs = [*map(_who, _complaining(new)), *map(_stored, _complaining(stored))]
    there = Q(complaint=into) | Q(complaint__links__to=into, complaint__links__kind=LinkKind.MERGE)
    known_of = Party.objects.filter(there).exclude(complaint=merged.pk)
    ours = [_stored(party) for party in _complaining(known_of)]
    known = sum(any(_same(one, other, "same") == "same" for other in ours) for one in theirs)
    return max(0, merged.complainants - known) if known < len(theirs) else 0


def _complaining(parties: Iterable[Party]) -> list[Party]:
    return [party for party in parties if party.role in _ROLES]


def new_filing(case: Complaint, subject: Mapping[str, str]) -> NewFiling:
    """A registered case as the later of a pair."""
    return NewFiling(
        people=of_case(case),
        policy_number=case.policy_number,
        claim_number=case.claim_number,
        class_code=case.class_code,
        reason_code=case.reason_code,
        received_at=case.received_at,
        subject=subject,
    )


def judge(linking: Linking, later: NewFiling, earlier: Sequence[Complaint]) -> list[Judged]:
    """What the filing would be to each case, the most telling first: one query, for the limits of the cases.

    The cases' parties are read beforehand.
    """
    limits = _limits([case.pk for case in earlier], later.received_at)
    judged = [
        Judged(case, verdict(linking, facts(linking, later, case, limits.get(case.pk, "kept"))))
        for case in earlier
    ]
    return sorted(judged, key=lambda each: rank(linking, each.verdict))


def facts(linking: Linking, later: NewFiling, earlier: Complaint, limit: str) -> dict[str, str]:
    """The pair in the words of the rulebook's conditions."""
    contract = _contract(later, earlier)
    return {
        Pair.PERSON: _person(later.people, of_case(earlier), contract),
        Pair.CONTRACT: contract,
        Pair.MATTER: _matter(later, earlier),
        Pair.EARLIER: _stage(earlier),
        Pair.LEGAL_PERIOD: "inside" if _inside(later.received_at, earlier) else "outside",
        Pair.LIMIT: limit,
        Pair.FOUND: earlier.validity or "undetermined",
        Pair.GOES: "higher" if goes_higher(linking, later.subject, earlier.unit.kind) else "unit",
    }


_ANSWERED = frozenset({State.ANSWERED, State.DECIDED, State.DETERMINED})


def _inside(received_at: datetime, earlier: Complaint) -> bool:
    """Whether the legal period of the earlier case had not ended; while a pause holds it, it has no end (CLK-05)."""
    if earlier.legal_due_at is None:
        return bool(earlier.paused) and earlier.is_open and earlier.state not in _ANSWERED
    return received_at < earlier.legal_due_at


def _person(these: Iterable[Who], those: Sequence[Who], contract: str) -> str:
    found = {_same(one, other, contract) for one in these for other in those}
    return next(
        (answer for answer in ("same", "unknown") if answer in found), "different" if found else "unknown"
    )


def _same(one: Who, other: Who, contract: str) -> str:
    """An identity number decides; else a telephone with no other name, or a name with the same contract."""
    if one.id_number and other.id_number:
        return "same" if one.id_number == other.id_number else "different"
    names_differ = bool(one.name and other.name and one.name != other.name)
    if names_differ:
        return "different"
    if one.phone and one.phone == other.phone:
        return "same"
    if one.name and one.name == other.name and contract == "same":
        return "same"
    return "unknown"


def _contract(later: NewFiling, earlier: Complaint) -> str:
    pairs = [(later.policy_number, earlier.policy_number), (later.claim_number, earlier.claim_number)]
    known = [(one, other) for one, other in pairs if one and other]
    if any(normalise(one, Kind.POLICY) == normalise(other, Kind.POLICY) for one, other in known):
        return "same"
    return "different" if known else "unknown"


def _matter(later: NewFiling, earlier: Complaint) -> str:
    if later.class_code not in (earlier.class_code, earlier.class_at_intake):
        return "different"
    differ = later.reason_code and earlier.reason_code and later.reason_code != earlier.reason_code
    return "class" if differ else "same"


def _stage(case: Complaint) -> str:
    state = State(case.state)
    if state in OPEN_STATES:
        return "open"
    return "closed" if state in _CLOSED else state.value


def _limits(ids: Sequence[int], at: datetime) -> dict[int, str]:
    """Case -> how its limits of resolution stood at that time: one query."""
    found: dict[int, str] = {}
    if not ids:
        return found
    clocks = Clock.objects.filter(file_id__in=ids, group=RESOLUTION, due_at__isnull=False)
    for case_id, due, stopped in clocks.values_list("file_id", "due_at", "stopped_at"):
        limit = _limit(due, stopped, at) if due else "running"
        found[case_id] = min(limit, found.get(case_id, limit), key=_WORST.index)
    return found


def _limit(due: datetime, stopped: datetime | None, at: datetime) -> str:
    """Answered late or not at all: overrun; answered in time, and the limit has passed since: passed (CLO-07)."""
    if due <= (stopped or at):
        return "overrun"
    if not stopped:
        return "running"
    return "passed" if due <= at else "kept"


_WORST: Final = ("overrun", "passed", "running", "kept")


def _bytes(value: bytes | memoryview | None) -> bytes | None:
    return None if value is None else bytes(value)
