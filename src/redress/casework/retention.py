"""How long the papers of a file are kept (CLO-10)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from django.utils import timezone

from redress.rulebook import Rulebook
from redress.rulebook.sections.handling.schema import Retention


@dataclass(frozen=True, slots=True)
class Kept:
    """A kind of paper, the rule, and the last day it is kept; None where the day is another system's to know."""

    rule: Retention
    until: date | None


def periods(rulebook: Rulebook, ended: datetime) -> list[Kept]:
    """Every period of the rulebook for a file that ended then. The dispute ends with the file; a recording of the
    sale is kept from the end of its contract, which the policy system knows."""
    day = timezone.localdate(ended)
    return [
        Kept(rule, None if rule.counts_from == "contract_end" else _years_after(day, rule.years))
        for rule in rulebook.method.retention.values()
    ]


def until(rulebook: Rulebook, ended: datetime, zone: tzinfo | None = None) -> date:
    """The last day the longest-kept paper of the file is kept. `zone`: the house's, of who asks for many."""
    rules = rulebook.method.retention.values()
    years = [rule.years for rule in rules if rule.counts_from != "contract_end"]
    if not years:
        raise LookupError(f"the rulebook {rulebook.name} keeps no papers of a file")
    return _years_after(timezone.localdate(ended, zone), max(years))


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
