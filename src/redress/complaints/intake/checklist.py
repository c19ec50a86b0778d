"""What is asked of each kind of complainant, and what of it is still missing (INT-12, 2020-3 Art. 12 to 14)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Literal, Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.complaints.kinds import PartyRole

if TYPE_CHECKING:
    from redress.complaints.case import Case
    from redress.rulebook import Rulebook
    from redress.rulebook.sections.codes.schema import Item

By = Literal["registration", "confirmation"]


class Somebody(Protocol):
    """A person of a form, or a party of a case."""

    @property
    def role(self) -> str: ...
    @property
    def is_organisation(self) -> bool: ...
    @property
    def name(self) -> str: ...
    @property
    def id_number(self) -> str: ...
    @property
    def phone(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def address(self) -> str: ...


def missing(case: Case) -> list[Item]:
    """Items of the case's kind of complainant that are asked for and not there yet, whenever they are due."""
    return _of_case(case, case.rulebook.checklist(case.row.complainant_kind))


def check_due(case: Case, by: By, field: str = "") -> None:
    """Refuse when the case lacks something due by then. Asks nothing of the database where nothing is due."""
    asked = [item for item in case.rulebook.checklist(case.row.complainant_kind) if item.by == by]
    if asked:
        check_met(_of_case(case, asked), by, field)


def _of_case(case: Case, asked: Iterable[Item]) -> list[Item]:
    row = case.row
    papers = set(row.papers.values_list("code", flat=True))
    held = bool(row.policy_number or row.claim_number)
    return unmet(asked, list(row.parties.all()), papers, held=held)


def unmet(
    asked: Iterable[Item], people: Sequence[Somebody], papers: Collection[str], *, held: bool
) -> list[Item]:
    """Required items that neither what is known nor a paper meets.

    What the insurer holds is not asked for again: `held` - a policy or claim number - stands for the identity.
    """
    return [item for item in asked if item.required and not _met(item.code, people, papers, held)]


def _met(code: str, people: Sequence[Somebody], papers: Collection[str], held: bool) -> bool:
    if code in papers:
        return True
    if not people:
        return False
    first = people[0]
    by_role = {person.role: person for person in people}
    agent = by_role.get(PartyRole.AGENT)
    filled = {
        "name": bool(first.name),
        "principal_name": PartyRole.COMPLAINANT in by_role,
        "organisation_name": first.is_organisation and bool(first.name),
        "unified_code": first.is_organisation and bool(first.id_number),
        "legal_representative": PartyRole.REPRESENTATIVE in by_role,
        "identity": bool(first.id_number) or held,
        "agent_identity": agent is not None and bool(agent.id_number),
        "contact": _reached(people),
        "address": bool(first.address),
    }
    return filled.get(code, False)


def _reached(people: Sequence[Somebody]) -> bool:
    """Whether the complainant can be reached; where several speak for a group, each of them."""
    speaking = [person for person in people if person.role == PartyRole.REPRESENTATIVE]
    if len(speaking) > 1:
        return all(map(reachable, speaking))
    return any(map(reachable, people))


def reachable(person: Somebody) -> bool:
    return bool(person.phone or person.email or person.address)


def check_met(items: Iterable[Item], by: By, field: str) -> None:
    """Refuse when something is missing that is due by then."""
    due = [item for item in items if item.by == by]
    if due:
        names = listed(item.title.get(get_language() or "zh") for item in due)
        refuse(
            "INT-12",
            _(
                "Still missing for this kind of complainant: %(names)s. Fill them in, or tick the"
                " papers received."
            )
            % {"names": names},
            field=field,
        )


def check_representatives(rulebook: Rulebook, kind: str, count: int, field: str) -> None:
    """Refuse more representatives than the rulebook allows, naming the article."""
    most = rulebook.complainant(kind).max_representatives
    if most and count > most:
        refuse(
            "INT-12",
            _(
                "At most %(most)d representatives speak for a joint complaint (%(article)s); %(count)d are named. "
                "Keep %(most)d of them: the others stand on the list of complainants."
            )
            % {"most": most, "count": count, "article": article(rulebook, kind)},
            field=field,
        )


def article(rulebook: Rulebook, kind: str) -> str:
    """Where it is said how many speak for such complainants: the first source of the rule, in words."""
    cited = rulebook.complainant(kind).cite[0]
    return rulebook.method.sources[cited].title.get(get_language() or "zh")
