"""Reads of the published methods: who follows which, and what they say (ORG-14, CLK-11)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework.models import RulebookVersion
from redress.casework.refusals import NotThere
from redress.casework.rulebooks import opened, opened_by_id
from redress.organisation.actor import Actor
from redress.organisation.inheritance import CLAIMS_STANDARD, COLUMNS
from redress.organisation.models import Unit
from redress.rulebook import Document, Rulebook, document
from redress.rulebook.schema.method import Governs

Version = RulebookVersion
"""A published version, for the annotations of faces."""


@dataclass(frozen=True, slots=True)
class Follower:
    """A unit that names a rulebook, or the actor's own, which may inherit one; those below it inherit it in turn."""

    unit: Unit
    name: str
    inherited_from: Unit | None
    mine: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """A published version. `in_force` for cases registered today; the title is that of today's version."""

    name: str
    version: str
    effective: date
    in_force: bool
    title: str = field(default="", compare=False)


class UnknownRulebook(NotThere):
    """No such version is published, or no unit that the actor sees follows it."""

    def __init__(self, name: str, version: str) -> None:
        because = _(
            "No published rulebook '%(name)s' is followed by a unit that you see. Choose one of the list."
        )
        super().__init__("ORG-14", because % {"name": f"{name} {version}".strip()})


def followers(actor: Actor, governs: Governs = "complaints") -> list[Follower]:
    """Which unit follows which rulebook, for the actor's unit and those below that refine it: two queries."""
    if actor.unit is None:
        return []
    column = COLUMNS[governs]
    own = Unit.objects.get(pk=actor.unit)
    above = own.paths()[:-1]
    refining = Unit.objects.exclude(**{column: ""}).filter(Q(path__in=above) | Q(id__in=actor.reach))
    named = list(refining.order_by("path"))
    source = next((unit for unit in reversed(named) if own.path.startswith(unit.path)), None)
    found = [
        Follower(unit, getattr(unit, column), None, unit == own) for unit in named if unit.pk in actor.reach
    ]
    if source is not None and source != own:
        found.insert(0, Follower(own, getattr(source, column), source, mine=True))
    elif source is None and governs == "claims":
        found.insert(0, Follower(own, CLAIMS_STANDARD, None, mine=True))
    return found


def editions(names: Collection[str], today: date) -> list[Edition]:
    """All published versions of these rulebooks, newest first within each: one query once they were read."""
    rows = RulebookVersion.objects.filter(name__in=names).values_list("id", "name", "version", "effective")
    found: list[Edition] = []
    shown: dict[str, int] = {}
    for id_, name, version, effective in rows.order_by("name", "-effective", "-id"):
        current = effective <= today and not any(e.in_force and e.name == name for e in found)
        found.append(Edition(name, version, effective, current))
        if current or name not in shown:
            shown[name] = id_
    titles = {name: _title(id_) for name, id_ in shown.items()}
    return [replace(each, title=titles[each.name]) for each in found]


def title(name: str, today: date) -> str:
    """What a rulebook is called in the language of the page; its name where nothing is published under it."""
    return titles([name], today)[name]


def titles(names: Collection[str], today: date) -> dict[str, str]:
    """The same of several, in one query."""
    rows = RulebookVersion.objects.filter(name__in=set(names), effective__lte=today)
    newest = dict(rows.order_by("effective", "id").values_list("name", "id"))
    return {name: _title(newest[name]) if name in newest else name for name in names}


def _title(id_: int) -> str:
    return opened_by_id(id_).title.get(get_language() or "zh")


def edition(name: str, version: str) -> Rulebook:
    """What a published version says; raises UnknownRulebook. The text is read once a process."""
    return opened(published(name, version))


def every() -> list[str]:
    """All published versions as 'name version', by name, the newest first."""
    return [str(version) for version in RulebookVersion.objects.defer("texts")]


def published(name: str, version: str) -> RulebookVersion:
    """A published version without its texts; raises UnknownRulebook."""
    kept = RulebookVersion.objects.filter(name=name, version=version).defer("texts").first()
    if kept is None:
        raise UnknownRulebook(name, version)
    return kept


def paper(rulebook: Rulebook, language: str) -> Document:
    """The method document; written once a process for each language."""
    key = (rulebook.digest, language)
    if key not in _papers:
        _papers[key] = document(rulebook, language)
    return _papers[key]


_papers: dict[tuple[str, str], Document] = {}
# By digest, so that an entry can never be out of date.
