"""What can be chosen in the fields of commands on claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from django.utils import timezone
from django.utils.translation import get_language

from redress.casework import moment, rulebooks
from redress.casework.asking import Option
from redress.casework.listing import headed
from redress.claims import standard
from redress.claims.file import OpenClaim
from redress.claims.kinds import STANDARD, TAKES, Verdict
from redress.organisation.actor import Actor
from redress.organisation.companies import taken_for
from redress.organisation.models import Unit
from redress.rulebook import Rulebook
from redress.rulebook.words import Title


class Titled(Protocol):
    """An entry of the rulebook with a name."""

    @property
    def title(self) -> Title: ...


def in_force(actor: Actor) -> Rulebook:
    """The standard that reports of today follow where the actor takes them."""
    today = timezone.localdate(moment.now())
    found = standard.followed(actor.stands_at(TAKES), today)
    return found.rulebook if found else rulebooks.opened(rulebooks.in_force(STANDARD, today, "claims"))


def options(entries: Mapping[str, Titled], codes: Iterable[str] | None = None) -> list[Option]:
    """Codes with their names, in the order of the rulebook."""
    language = get_language() or ""
    wanted = None if codes is None else set(codes)
    return [
        Option(code, each.title.get(language))
        for code, each in entries.items()
        if wanted is None or code in wanted
    ]


def of_standard(section: str) -> Callable[[Any, Actor], list[Option]]:
    """Entries of a section of the standard in force."""
    return lambda _file, actor: options(getattr(in_force(actor).method, section))


def soothing(_file: object, actor: Actor) -> list[Option]:
    language = get_language() or ""
    return [
        Option(code, headed(each.title.get(language), each.text.get(language)))
        for code, each in in_force(actor).method.soothing.items()
    ]


def units(_file: object, actor: Actor) -> list[Option]:
    """Units in which claims are handled, by code; who takes reports takes them for any of their company."""
    handling = Unit.objects.filter(kind__in=("head_office", "province", "counter_a")).order_by("path")
    beneath = tuple(taken_for(actor, TAKES))
    found = [each for each in handling if actor.system or each.path.startswith(beneath)]
    own = actor.stands_at(TAKES)
    return sorted(
        (Option(unit.code, str(unit)) for unit in found),
        key=lambda each: each.value != next((u.code for u in found if u.pk == own), ""),
    )


def asked(file: OpenClaim, _actor: Actor) -> list[Option]:
    """Papers that the customer was asked for."""
    return options(file.rulebook.method.papers, file.papers)


def waiting(file: OpenClaim, _actor: Actor) -> list[Option]:
    """Those that have not come."""
    return options(
        file.rulebook.method.papers,
        [
            code
            for code, each in file.papers.items()
            if each.received_at is None and each.verdict != Verdict.SPARED
        ],
    )


def every_paper(file: OpenClaim, _actor: Actor) -> list[Option]:
    """All that the standard knows, those of this claim first."""
    mine = asked(file, _actor)
    known = {each.value for each in mine}
    return [*mine, *(each for each in options(file.rulebook.method.papers) if each.value not in known)]


def held(file: OpenClaim, _actor: Actor) -> list[Option]:
    """Papers whose originals lie with us."""
    return options(
        file.rulebook.method.papers,
        [code for code, each in file.papers.items() if each.original and each.returned_at is None],
    )


def open_questions(file: OpenClaim, _actor: Actor) -> list[Option]:
    return [
        Option(str(each.ordinal), f"{each.ordinal}. {each.question[:60]}")
        for each in file.questions
        if each.answered_at is None
    ]
