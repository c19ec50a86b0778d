"""Group risk: cases about the same agent, policy or product, or in the same words (INS-07)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection

from redress.casework import moment
from redress.casework.refusals import Unknown
from redress.complaints.models import Complaint
from redress.complaints.oversight.queries.figures import rulebook
from redress.organisation.actor import Actor
from redress.rulebook.sections.linking.schema import Cluster as Rule

MOST: Final = 20
"""Clusters of a kind on one page."""
CASES: Final = 200
"""Cases shown of a cluster."""
SHORTEST: Final = 10
"""Bigrams below which a text is too short to be anybody's wording."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Cases with something in common. `key` is what, `words` how it reads: for a wording, the newest case's own."""

    key: str
    words: str
    cases: int
    units: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Risk:
    """A rule of the rulebook and a page of the clusters it finds, the largest first.

    `start`: how many stand on pages before; `next`: where the next page begins, None at the end.
    """

    code: str
    rule: Rule
    clusters: Sequence[Cluster]
    start: int = 0
    next: int | None = None

    @property
    def before(self) -> int | None:
        """Where the page before begins; None on the first."""
        return max(0, self.start - MOST) if self.start else None


def risks(actor: Actor, code: str = "", start: int = 0) -> list[Risk]:
    """What surfaces within the actor's units, of the rule `code` from `start` on: two queries a rule."""
    rules = rulebook(actor).method.linking.clusters
    return [_risk(actor, name, rule, start if name == code else 0) for name, rule in rules.items()]


def _risk(actor: Actor, code: str, rule: Rule, start: int) -> Risk:
    found = of_rule(actor, rule, start)
    return Risk(code, rule, found[:MOST], start, start + MOST if len(found) > MOST else None)


def cases(actor: Actor, code: str, key: str) -> tuple[Rule, list[Complaint]]:
    """The rule and the cases of one cluster, newest first. Raises Unknown for a rule that does not exist."""
    rule = rulebook(actor).method.linking.clusters.get(code)
    if rule is None:
        raise Unknown(code)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM redress_clustered(%s, %s, %s, %s, %s)",
            [rule.by, _since(rule), SHORTEST, key, CASES],
        )
        ids = [row[0] for row in cursor.fetchall()]
    found = (
        Complaint.objects.visible_to(actor).filter(pk__in=ids).select_related("unit", "owner").order_by("-pk")
    )
    return rule, list(found)


def of_rule(actor: Actor, rule: Rule, start: int = 0) -> list[Cluster]:
    """What one rule finds within the actor's units, a page and one more from `start` on: two queries."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM redress_clusters(%s, %s, %s, %s, %s)",
            [rule.by, _since(rule), SHORTEST, rule.at_least, start + MOST + 1],
        )
        rows = cursor.fetchall()[start:]
    newest = Complaint.objects.visible_to(actor).in_bulk([row[-1] for row in rows])
    column = _WORDS[rule.by]
    return [
        Cluster(key, getattr(newest[rest[-1]], column) if rest[-1] in newest else "", *rest[:-1])
        for key, *rest in rows
    ]


_WORDS: Final = {"agent": "about_whom", "policy": "policy_number", "product": "product", "wording": "facts"}
"""What tells a person what the cases have in common: the key is a fingerprint."""


def _since(rule: Rule) -> datetime:
    return moment.now() - timedelta(days=rule.days)
