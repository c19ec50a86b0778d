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
from redress.messages.alerting import alert_of

_NUMBERS: Final = ("letter", "case", "catastrophe")
"""What an entry leads to, by its number."""


def said(file: OpenClaim, at: datetime, payload: Mapping[str, Any], facts: Mapping[str, Any]) -> list[str]:
    """Each thing that the entry says, in words."""
    return [words for words in _said(file, at, payload, facts) if words]


def _said(
    file: OpenClaim, at: datetime, payload: Mapping[str, Any], facts: Mapping[str, Any]
) -> Iterator[str]:
    due = _plain(facts, "due")
    until = datetime.fromisoformat(due) if due else None
    if clock := _plain(facts, "clock"):
        yield titles.clock(file.rulebook, clock)
        yield str(alert_of(_plain(facts, "action"), late=until is not None and until <= at).label)
    if until is not None:
        yield _("until %(when)s") % {"when": wording.until(until)}
    yield _papers(file, payload.get("papers"))
    lacking = [each.get("paper") for each in payload.get("lacking") or ()] or facts.get("missing")
    if missing := _papers(file, lacking):
        yield _("missing: %(papers)s") % {"papers": missing}
    if facts.get("complete") is True:
        yield _("complete")
    if (outcome := _plain(payload, "outcome")) in ClaimOutcome.values:
        yield str(ClaimOutcome(outcome).label)
    if amount := _plain(facts, "amount"):
        yield f"¥ {Decimal(amount):,.2f}"
    if (way := _plain(payload, "told_by")) in Way.values:
        yield str(Way(way).label)
    yield from (_plain(facts, name) for name in _NUMBERS)


def _plain(said: Mapping[str, Any], name: str) -> str:
    """What stands there in clear; words stand apart, and a mark in their place."""
    found = said.get(name)
    return found if isinstance(found, str) else ""


def _papers(file: OpenClaim, codes: Any) -> str:
    known, language = file.rulebook.method.papers, get_language() or ""
    plain = (code for code in codes or () if isinstance(code, str))
    return listed(known[code].title.get(language) for code in plain if code in known)
