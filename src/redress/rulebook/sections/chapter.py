"""The chapter of claims: what they are asked for, told, promised, and when they are at risk."""

from __future__ import annotations

from redress.rulebook.book import Rulebook
from redress.rulebook.paper import Chapter, Pen
from redress.rulebook.sections.guides import chapter as guides
from redress.rulebook.sections.milestones import chapter as milestones
from redress.rulebook.sections.papers import chapter as papers
from redress.rulebook.sections.pickup import chapter as pickup
from redress.rulebook.sections.promises import chapter as promises
from redress.rulebook.sections.risk import chapter as risk
from redress.rulebook.words import Language


def claims(rulebook: Rulebook, language: Language) -> Chapter:
    """Tables of the claims service, section by section."""
    pen = Pen(rulebook, language)
    tables = [
        table for part in (guides, papers, milestones, promises, pickup, risk) for table in part.tables(pen)
    ]
    return Chapter("claims", pen.say("理赔服务", "Claims service"), (), tuple(tables))
