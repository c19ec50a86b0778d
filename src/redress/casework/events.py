"""Events of a file as its journal keeps them (CLK-01)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from redress.rulebook import Event


def to_json(event: Event) -> dict[str, Any]:
    """An event as the journal keeps it, names in order; empty parts are left out."""
    kept: dict[str, Any] = {"name": event.name, "at": event.at.isoformat()}
    for part in ("about", "reason", "approver"):
        if value := getattr(event, part):
            kept[part] = value
    if event.subject:
        kept["subject"] = dict(sorted(event.subject.items()))
    if event.due:
        kept["due"] = event.due.isoformat()
    return dict(sorted(kept.items()))


def from_json(kept: dict[str, Any], entry: int) -> Event:
    """The event again."""
    due = kept.get("due")
    return Event(
        name=kept["name"],
        at=datetime.fromisoformat(kept["at"]),
        entry=entry,
        subject=kept.get("subject", {}),
        about=kept.get("about", ""),
        due=datetime.fromisoformat(due) if due else None,
        reason=kept.get("reason", ""),
        approver=kept.get("approver", ""),
    )
