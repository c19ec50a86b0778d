"""Other cases of the same person, policy, claim, agent or wording, and what the filing would be to them (INT-15).

Any channel, any company of the group. Of what the actor may not see it is told that it exists and whom to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import connection

from redress.casework import access, lookups
from redress.complaints.linking.filings import NewFiling, judge
from redress.complaints.linking.queries.contact_points import Elsewhere, contact_points, units_of, within
from redress.complaints.models import Complaint
from redress.complaints.search import digests, tokens
from redress.complaints.searching import lookups as takers
from redress.organisation.actor import Actor
from redress.privacy.cipher import blind
from redress.privacy.masks import Kind
from redress.privacy.normalising import normalise
from redress.rulebook.linking import NEW, Verdict
from redress.rulebook.sections.linking.schema import Linking

MOST = 20
"""Cases looked at for each thing they may have in common, and shown in all."""
_LEAST = {Kind.NAME: 2, Kind.PHONE: 7, Kind.ID_NUMBER: 8}
"""Characters below which a value is still being typed, so that nothing is looked up for it."""


class Same(StrEnum):
    """What a case has in common with the one being taken."""

    PHONE = "phone"
    ID_NUMBER = "id_number"
    NAME = "name"
    POLICY = "policy_number"
    CLAIM = "claim_number"
    AGENT = "about_whom"
    WORDING = "wording"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of the complaint being taken; empty where nothing was typed. `text` is its narrative."""

    phone: str = ""
    id_number: str = ""
    name: str = ""
    policy_number: str = ""
    claim_number: str = ""
    about_whom: str = ""
    text: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, str]:
        """What is looked up, by its kind; what is still being typed is nothing yet."""
        found = {
            name: str(getattr(self, name)).strip() for name in ("policy_number", "claim_number", "about_whom")
        }
        for kind, least in _LEAST.items():
            value = str(getattr(self, kind.value))
            found[kind.value] = value if len(normalise(value, kind)) >= least else ""
        return found | {"text": "\n".join(self.text).strip()}

    @property
    def named(self) -> list[str]:
        return [name for name, value in self.values.items() if value]


@dataclass(frozen=True, slots=True)
class Related:
    """A case, all that it has in common, how alike its text is (0 to 1), and what the filing would be to it."""

    case: Complaint
    same: tuple[Same, ...]
    likeness: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Beyond:
    """How many such cases there are in a unit whose cases the actor does not see, and whom to ask there."""

    at: Elsewhere
    cases: int
    same: tuple[Same, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What there is, the most telling first. `best` decides what the filing would be; None: a new case."""

    cases: Sequence[Related] = ()
    beyond: Sequence[Beyond] = ()
    best: Related | None = None


@dataclass(slots=True)
class _Hits:
    """Case -> what it has in common; whether the actor sees it; how alike the texts are."""

    same: dict[int, set[Same]] = field(default_factory=dict)
    visible: dict[int, bool] = field(default_factory=dict)
    likeness: dict[int, float] = field(default_factory=dict)

    def add(self, case_id: int, same: Same, visible: bool) -> None:
        self.same.setdefault(case_id, set()).add(same)
        self.visible[case_id] = visible


def related(actor: Actor, asked: Asked, linking: Linking, later: NewFiling | None = None) -> Found:
    """At most nine queries, whatever there is, for whom it is work, and so many an hour; each is logged (SEC-03)."""
    takers.admit(actor)
    if not any(asked.values.values()):
        return Found()
    lookups.count(actor)
    prints = lookups.prints(**asked.values)
    access.log(actor, access.Action.LOOK_UP, fields=",".join(asked.named), asked=prints)
    hits = _look_up(asked)
    _near_texts(hits, asked.text, linking)
    seen = sorted((case_id for case_id, visible in hits.visible.items() if visible), reverse=True)
    cases = _judged(actor, seen[: 2 * MOST], hits, linking, later)
    best = next((each for each in cases if each.verdict.kind != NEW), None)
    return Found(cases[:MOST], _beyond(actor, hits), best)


def _look_up(asked: Asked) -> _Hits:
    hits = _Hits()
    prints = [
        _print(asked.phone, Kind.PHONE),
        _print(asked.id_number, Kind.ID_NUMBER),
        _print(asked.name, Kind.NAME),
    ]
    prints += [
        blind(asked.policy_number, Kind.POLICY),
        blind(asked.claim_number, Kind.CLAIM),
        blind(asked.about_whom, Kind.AGENT),
    ]
    if any(prints):
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM redress_related(%s, %s, %s, %s, %s, %s, %s)", [*prints, MOST])
            for case_id, same, visible in cursor.fetchall():
                hits.add(case_id, Same(same), visible)
    return hits


def _print(value: str, kind: Kind) -> bytes | None:
    return blind(value, kind) if len(normalise(value, kind)) >= _LEAST[kind] else None


def _near_texts(hits: _Hits, text: Sequence[str], linking: Linking) -> None:
    """Cases in nearly the same words; none when the rulebook has no measure or the text is short."""
    words = tokens("\n".join(text))  # all of them: of a part nobody knows how much of the whole is alike
    measure = linking.wording
    if measure is None or len(words) < measure.shortest:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM redress_near_texts(%s, %s::real, %s)", [digests(words), measure.at_least, MOST]
        )
        for case_id, likeness, visible in cursor.fetchall():
            hits.add(case_id, Same.WORDING, visible)
            hits.likeness[case_id] = likeness


def _judged(
    actor: Actor, ids: Sequence[int], hits: _Hits, linking: Linking, later: NewFiling | None
) -> list[Related]:
    """The cases with their verdicts; a name alone says too little to be shown before the others."""
    if not ids:
        return []
    cases = list(
        Complaint.objects.visible_to(actor)
        .filter(pk__in=ids)
        .select_related("unit", "owner")
        .prefetch_related("parties")
        .order_by("-received_at")
    )
    verdicts = (
        [(each.case, each.verdict) for each in judge(linking, later, cases)]
        if later
        else [(case, Verdict(NEW, None, {})) for case in cases]
    )
    return [
        Related(
            case,
            tuple(sorted(hits.same[case.pk], key=list(Same).index)),
            hits.likeness.get(case.pk, 0.0),
            verdict,
        )
        for case, verdict in verdicts
    ]


def _beyond(actor: Actor, hits: _Hits) -> list[Beyond]:
    """Whom to ask, within the companies for which the actor takes complaints: of another one nothing is told."""
    hidden = [case_id for case_id, visible in hits.visible.items() if not visible]
    units = units_of(hidden)
    points = within(actor, contact_points(units.values()))
    found: dict[int, tuple[int, set[Same]]] = {}
    for case_id in hidden:
        if units.get(case_id) in points:
            count, same = found.get(units[case_id], (0, set()))
            found[units[case_id]] = (count + 1, same | hits.same[case_id])
    return [
        Beyond(points[unit], count, tuple(sorted(same, key=list(Same).index)))
        for unit, (count, same) in sorted(found.items())
    ]
