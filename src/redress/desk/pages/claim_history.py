"""What an entry of a claim's journal says beside the name of its step: which papers, which sum, which limit. Read off
the entry alone, without the words that stand apart from it, encrypted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework import titles
from redress.casework.listing import listed
from redress.claims.file import OpenClaim
from redress.claims.kinds import ClaimOutcome, Way
from redress.desk import wording

_NUMBERS: Final = ("letter", "case", "catastrophe")
"""What an entry leads to, by its number."""


def said(file: OpenClaim, payload: Mapping[str, Any], facts: Mapping[str, Any]) -> list[str]:
    """Each thing that the entry says, in words."""
    return [words for words in _said(file, payload, facts) if words]


def _said(file: OpenClaim, payload: Mapping[str, Any], facts: Mapping[str, Any]) -> Iterator[str]:
    if clock := facts.get("clock"):
        yield titles.clock(file.rulebook, clock)
    if due := facts.get("due"):
        yield _("until %(when)s") % {"when": wording.until(datetime.fromisoformat(due))}
    yield _papers(file, facts.get("papers"))
    if missing := _papers(file, facts.get("missing")):
        yield _("missing: %(papers)s") % {"papers": missing}
    if facts.get("complete"):
        yield _("complete")
    if (outcome := payload.get("outcome")) in ClaimOutcome.values:
        yield str(ClaimOutcome(outcome).label)
    if amount := facts.get("amount"):
        yield f"¥ {Decimal(amount):,.2f}"
    if (way := payload.get("told_by")) in Way.values:
        yield str(Way(way).label)
    yield from (str(facts[name]) for name in _NUMBERS if facts.get(name))


def _papers(file: OpenClaim, codes: Any) -> str:
    known, language = file.rulebook.method.papers, get_language() or ""
    return listed(known[code].title.get(language) for code in codes or () if code in known)
