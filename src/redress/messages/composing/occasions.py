"""Which rules of the rulebook speak when a case changes, and of what (COM-02, COM-10)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from redress.messages.models import Alert
from redress.rulebook.conditions import matches
from redress.rulebook.schema.messages import MessageRule

if TYPE_CHECKING:
    from redress.complaints.case import Case


@dataclass(frozen=True, slots=True)
class Occasion:
    """A rule that speaks. `alert` is set when it speaks because of one: then its addressee is told.

    `words` is the key of a clock or the number of an order; `due` the limit it is about.
    """

    case: Case
    key: str
    rule: MessageRule
    alert: Alert | None = None
    words: str = ""
    due: datetime | None = None


def occasions(case: Case) -> Iterator[Occasion]:
    """Every rule that speaks now, in the order of the rulebook; a rule of events speaks once a command."""
    rules = case.rulebook.method.messages
    if not rules:
        return
    alerts = [row for row in case.inserts if isinstance(row, Alert)]
    happened = {event.name: event for event in case.events}
    if not alerts and not happened:
        return
    for key, rule in rules.items():
        if rule.when and not matches(rule.when, case.subject):
            continue
        for alert in alerts:
            if alert.kind in rule.alert:
                yield Occasion(case, key, rule, alert, alert.words, alert.due_at)
        names = [name for name in rule.event if name in happened]
        if names and not _silent(rule, case, happened):
            event = happened[names[0]]
            yield Occasion(case, key, rule, None, event.about, event.due)


def _silent(rule: MessageRule, case: Case, happened: Collection[str]) -> bool:
    """What happened with it, or that it is no complaint, keeps the rule from speaking (INT-08, CLO-08)."""
    return any(name in happened for name in rule.unless) or (rule.complaints_only and not case.row.counted)
