"""The claims guide (理赔服务指南) of a product: what is covered, what is not, how it goes, which papers (CLM-01).

Its words are the rulebook's in force; the papers follow from its list of papers, so that a guide never asks for others
than a claim does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from redress.casework import rulebooks
from redress.organisation.inheritance import CLAIMS_STANDARD, lineage
from redress.organisation.models import Unit
from redress.policies.values import Product
from redress.rulebook import Rulebook
from redress.rulebook.loader import load
from redress.rulebook.sections.guides.checks import used
from redress.rulebook.sections.guides.schema import Guide
from redress.rulebook.sections.papers.schema import Paper

STANDARD: Final = CLAIMS_STANDARD


@dataclass(frozen=True, slots=True)
class Needed:
    """A paper, what it must be like, whether as original, and for which causes and losses where not for all."""

    title: str
    requirement: str
    original: bool
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explained:
    term: str
    means: str


@dataclass(frozen=True, slots=True)
class Told:
    """A guide in one language, ready to be shown. `version` is that of the rulebook it was taken from."""

    title: str
    product: str
    covered: tuple[str, ...]
    not_covered: tuple[str, ...]
    steps: tuple[str, ...]
    papers: tuple[Needed, ...]
    terms: tuple[Explained, ...]
    version: str


def standard(day: date, unit: int | None = None) -> Rulebook:
    """The claims-service standard in force for a unit, its own or its superior's; without one that of the house."""
    found = lineage(unit) if unit is not None else None
    return _in_force(found.claims[0] if found else STANDARD, day)


def by_standard(day: date, units: Iterable[Unit]) -> list[tuple[Rulebook, list[Unit]]]:
    """These units by the standard that they follow: a query, and one a standard."""
    named = dict(Unit.objects.exclude(claims_rulebook="").values_list("path", "claims_rulebook"))
    found: dict[str, list[Unit]] = {}
    for unit in units:
        name = next((named[path] for path in reversed(unit.paths()) if path in named), STANDARD)
        found.setdefault(name, []).append(unit)
    return [(_in_force(name, day), of) for name, of in found.items()]


def _in_force(name: str, day: date) -> Rulebook:
    """The shipped one while none is published."""
    if name == STANDARD and not rulebooks.published(name):
        return load(name)
    return rulebooks.opened(rulebooks.in_force(name, day, "claims"))


def kinds(rulebook: Rulebook) -> dict[str, Guide]:
    """The guides there are, by kind of product."""
    return rulebook.method.guides


def told(rulebook: Rulebook, kind: str, language: str, product: Product | None = None) -> Told | None:
    """The guide for that kind of product; None where the rulebook has none."""
    guide = rulebook.method.guides.get(kind)
    if guide is None:
        return None
    method = rulebook.method
    papers = tuple(
        needed for paper in method.papers.values() if (needed := _needed(paper, guide, rulebook, language))
    )
    terms = used([text for _place, text in guide.texts()], method)
    return Told(
        title=guide.title.get(language),
        product=product.name if product else "",
        covered=tuple(text.get(language) for text in guide.covered),
        not_covered=tuple(text.get(language) for text in guide.not_covered),
        steps=tuple(text.get(language) for text in guide.steps),
        papers=papers,
        terms=tuple(
            Explained(method.terms[code].term.get(language), method.terms[code].means.get(language))
            for code in terms
        ),
        version=f"{rulebook.name} {rulebook.version}",
    )


def message(guide: Told, language: str) -> str:
    """The guide as a text message: what it is about and what to do first; the whole is sent as a file."""
    papers = [paper.title for paper in guide.papers if not paper.only]
    if language.startswith("zh"):
        parts = [
            f"【{guide.product or guide.title}】",
            guide.steps[0],
            f"先准备：{'、'.join(papers)}。" if papers else "",
        ]
        return "".join(parts)
    parts = [
        f"{guide.product or guide.title}: ",
        guide.steps[0],
        f" Have ready: {', '.join(papers)}." if papers else "",
    ]
    return "".join(parts)


def _needed(paper: Paper, guide: Guide, rulebook: Rulebook, language: str) -> Needed | None:
    """The paper, if some claim of the guide needs it."""
    method = rulebook.method
    insures = method.lines[guide.line].insures
    asked = [
        (cause, loss)
        for cause in guide.causes
        for loss in guide.losses
        if paper.is_for({"line": guide.line, "insures": insures, "loss_cause": cause, "loss": loss})
    ]
    if not asked:
        return None
    causes, losses = {cause for cause, _loss in asked}, {loss for _cause, loss in asked}
    only = [
        method.loss_causes[each].title
        for each in guide.causes
        if each in causes and len(causes) < len(guide.causes)
    ]
    only += [
        method.losses[each].title
        for each in guide.losses
        if each in losses and len(losses) < len(guide.losses)
    ]
    return Needed(
        title=paper.title.get(language),
        requirement=paper.requirement.get(language) if paper.requirement else "",
        original=paper.original,
        only=tuple(each.get(language) for each in only),
    )
