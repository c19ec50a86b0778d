"""What is missing is told once: who asks again asks for nothing new, or says which new fact justifies it (CLM-04)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from redress.rulebook.sections.papers.schema import Paper


def needed(papers: Mapping[str, Paper], losses: Collection[str], facts: Mapping[str, str]) -> tuple[str, ...]:
    """The one list of papers of a claim, for each of its kinds of loss, in the order of the rulebook."""
    subjects = [{**facts, "loss": loss} for loss in losses] or [dict(facts)]
    return tuple(code for code, paper in papers.items() if any(paper.is_for(subject) for subject in subjects))


@dataclass(frozen=True, slots=True)
class Notice:
    """What was told to be missing, and on which new fact; '' for the first notice."""

    papers: frozenset[str]
    new_fact: str = ""


def piecemeal(earlier: Iterable[Notice], papers: Collection[str]) -> frozenset[str]:
    """Of what is asked for now, what no notice named before: it takes a new fact, once there was a first notice."""
    before = list(earlier)
    told = frozenset[str]().union(*(notice.papers for notice in before))
    return frozenset(papers) - told if before else frozenset()
