"""How long the search for cases that belong together takes while a complaint is typed, and the page of group risk.

Run `python benchmarks/linking.py [--cases 1000000]`. As a complaint officer of a province, under row-level security, in
this process: by telephone, identity number, name, policy, claim and agent, of ordinary cases and of a person with 500
cases and an agent with 10,000; for texts in nearly the same words, of ordinary narratives and of a letter that was sent
2,000 times; and all of it together as the register form asks it, with what the rulebook makes of each pair. The
reference of a look-up is its rows by the same index in one bare statement; that of the wording is comparing every text,
measured on some and told for all. Everything shares the machine.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from _house import KEPT, full_house, options
from _measures import Measure, p50_p95, tell, timed
from _repetition import AGENT, CLAIM, IDENTITY, LETTER, NAME, PHONE, POLICY, ensure_repetition

if TYPE_CHECKING:
    from redress.complaints.linking.filings import NewFiling
    from redress.complaints.linking.queries.related import Asked
    from redress.rulebook.sections.linking.schema import Linking

CASES = 1_000_000
TIMES, WARM_UP = 80, 15
RISK_TIMES = 4
P95_MS = 50
WHO, WHOLE = "sc.officer", "ho.officer"
COMPARED = 3_000
_ROWS = """
    SELECT complaint_id FROM complaints_party WHERE phone_index = %s ORDER BY complaint_id DESC LIMIT 20
"""
_EVERY_TEXT = """
    SELECT max((SELECT count(*) FROM unnest(tsvector_to_array(t.document)) d (word) WHERE d.word = ANY (%s)))
      FROM (SELECT document FROM complaints_casetext ORDER BY complaint_id DESC LIMIT %s) t
"""


@dataclass(frozen=True)
class Filing:
    """What is typed, and what the rules of linking see of it."""

    asked: Asked
    coming: NewFiling


def run(cases: int, kept: Path = KEPT) -> list[Measure]:
    """Every kind of look-up at that number of cases."""
    # A person may look up some hundred an hour; here one asks for all.
    os.environ["REDRESS_LOOKUPS_PER_HOUR"] = "1000000"
    with full_house(cases, kept):
        ensure_repetition()
        from redress.organisation.acting import acting_as
        from redress.organisation.models import User
        from redress.organisation.queries import actor
        from redress.rulebook.loader import load

        users = User.objects.in_bulk([WHO, WHOLE], field_name="username")
        officer, whole = actor(users[WHO].pk), actor(users[WHOLE].pk)
        filings = _filings(TIMES + WARM_UP)
        with acting_as(officer):
            measures = list(_measure(officer, load("life-method").method.linking, filings, cases))
        with acting_as(whole):
            measures.append(_risk(whole, cases))
        return measures


def _filings(count: int) -> list[Filing]:
    """As if each of some cases, from all the register, were being typed again."""
    from redress.complaints.linking.filings import new_filing
    from redress.complaints.linking.queries.related import Asked
    from redress.complaints.models import Complaint
    from redress.rulebook import Subject

    last = Complaint.objects.order_by("-id").values_list("id", flat=True)[0]
    first = Complaint.objects.order_by("id").values_list("id", flat=True)[0]
    ids = [first + place * (last - first) // count for place in range(count)]
    found = []
    for case in Complaint.objects.filter(id__in=ids).prefetch_related("parties").order_by("id"):
        person = case.parties.all()[0]
        asked = Asked(
            phone=person.phone,
            name=person.name,
            policy_number=case.policy_number,
            text=(case.facts, case.demand, case.product),
        )
        found.append(Filing(asked, new_filing(case, Subject(channel=case.channel, source=case.source))))
    return [found[n % len(found)] for n in range(count)]


def _measure(officer: Any, linking: Linking, filings: Sequence[Filing], cases: int) -> Iterator[Measure]:
    from redress.complaints.linking.queries.related import Asked, related
    from redress.privacy.cipher import blind
    from redress.privacy.masks import Kind

    def ask(change: Callable[[Filing], Asked], whole: bool = False) -> list[float]:
        return timed(
            [
                (lambda it=it: related(officer, change(it), linking, it.coming if whole else None))
                for it in filings
            ],
            WARM_UP,
        )

    prints = [blind(it.asked.phone, Kind.PHONE) for it in filings]
    rows50, rows95 = p50_p95(timed([(lambda it=it: _fetch(_ROWS, [it])) for it in prints], WARM_UP))
    alone = f"rows by one index alone {rows50:,.2f} and {rows95:,.2f} ms"
    person = Asked(phone=PHONE, id_number=IDENTITY, name=NAME)
    contract = Asked(policy_number=POLICY, claim_number=CLAIM)
    yield from _two(
        f"look-up of a person and policy, {cases:,}", ask(lambda it: replace(it.asked, text=())), alone
    )
    yield from _two(f"look-up of a person with 500 cases, {cases:,}", ask(lambda _: person), alone)
    yield from _two(f"look-up of a policy with 500 cases, {cases:,}", ask(lambda _: contract), alone)
    yield from _two(
        f"look-up of an agent with 10,000 cases, {cases:,}", ask(lambda _: Asked(about_whom=AGENT)), alone
    )
    every = f"every text compared {_every_text(cases):,.0f} ms"
    yield from _two(f"nearly the same words, {cases:,}", ask(lambda it: Asked(text=it.asked.text)), every)
    yield from _two(
        f"words of a letter sent 2,000 times, {cases:,}", ask(lambda _: Asked(text=(LETTER,))), every
    )
    yield from _two(
        f"related cases of a filing, all together, {cases:,}", ask(lambda it: it.asked, whole=True)
    )
    worst = Asked(PHONE, IDENTITY, NAME, POLICY, CLAIM, AGENT, (LETTER,))
    yield from _two(f"related cases, the worst of each, {cases:,}", ask(lambda _: worst, whole=True))


def _two(name: str, times: Sequence[float], beside: str = "") -> Iterator[Measure]:
    p50, p95 = p50_p95(times)
    yield Measure(f"{name}, p50", p50, "ms", None, True, beside)
    yield Measure(f"{name}, p95", p95, "ms", P95_MS, True)


def _risk(whole: Any, cases: int) -> Measure:
    """The page of group risk for a company: four rules over their half year, quarter or month."""
    from redress.complaints.oversight.queries import clusters
    from redress.rulebook.loader import load

    rules = load("life-method").method.linking.clusters.values()

    def ask() -> None:
        for rule in rules:
            clusters.of_rule(whole, rule)

    p50, _ = p50_p95(timed([ask] * RISK_TIMES))
    return Measure(f"group risk of a company, all rules, {cases:,}, p50", p50, "ms", None, True)


def _every_text(cases: int) -> float:
    """Milliseconds in which the letter is compared with every text, from what some take."""
    from redress.complaints.search import digests, tokens

    (took,) = timed([lambda: _fetch(_EVERY_TEXT, [digests(tokens(LETTER)), COMPARED])])
    return took * cases / COMPARED


def _fetch(statement: str, given: Sequence[Any]) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        cursor.fetchall()


def main() -> None:
    """Prints what was measured."""
    given = options(__doc__, CASES)
    tell(run(given.cases, given.kept))


if __name__ == "__main__":
    main()
