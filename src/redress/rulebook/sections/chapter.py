"""The chapter of claims: what they are asked for, told, promised, and when they are at risk."""

from __future__ import annotations

from redress.rulebook.book import Rulebook
from redress.rulebook.paper import Chapter, Writer
from redress.rulebook.sections.every import EVERY
from redress.rulebook.words import Language


def claims(rulebook: Rulebook, language: Language) -> Chapter:
    """Tables of the claims service, section by section."""
    writer = Writer(rulebook, language)
    tables = [table for section in EVERY if section.tables is not None for table in section.tables(writer)]
    return Chapter("claims", writer.say("理赔服务", "Claims service"), (), tuple(tables))
