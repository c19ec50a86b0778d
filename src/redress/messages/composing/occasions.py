"""Which rules of the rulebook speak when a file changes, and of what (COM-02, COM-10)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from redress.messages.models import Alert
from redress.messages.speaking import SPEAKING
from redress.rulebook.conditions import matches
from redress.rulebook.sections.messages.schema import MessageRule


@dataclass(frozen=True, slots=True)
class Occasion:
    """A rule that speaks. `alert` is set when it speaks because of one: then its addressee is told.

    `words` is the key of a clock or the number of an order; `due` the limit it is about.
    """

    file: Any
    key: str
    rule: MessageRule
    alert: Alert | None = None
    words: str = ""
    due: datetime | None = None


def occasions(file: Any) -> Iterator[Occasion]:
    """Every rule that speaks now, in the order of the rulebook; a rule of events speaks once a command."""
    rules = file.rulebook.method.messages
    if not rules:
        return
    alerts = [row for row in file.inserts if isinstance(row, Alert)]
    happened = {event.name: event for event in file.events}
    if not alerts and not happened:
        return
    for key, rule in rules.items():
        if rule.when and not matches(rule.when, file.subject):
            continue
        for alert in alerts:
            if alert.kind in rule.alert:
                yield Occasion(file, key, rule, alert, alert.words, alert.due_at)
        names = [name for name in rule.event if name in happened]
        if names and not _silent(rule, file, happened):
            event = happened[names[0]]
            yield Occasion(file, key, rule, None, event.about, event.due)


def _silent(rule: MessageRule, file: Any, happened: Collection[str]) -> bool:
    """What happened with it, or that it is no complaint, keeps the rule from speaking (INT-08, CLO-08)."""
    return any(name in happened for name in rule.unless) or (
        rule.complaints_only and not SPEAKING.of(file.row).counts(file)
    )
