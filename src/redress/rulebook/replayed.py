"""A journal as it would read under another rulebook: class and flow follow that one's bridges (CLK-10, FLW-11..13)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from redress.rulebook.events import Event
from redress.rulebook.subject import DEFAULTS

if TYPE_CHECKING:
    from redress.rulebook.book import Rulebook


def replayed(events: Iterable[Event], rulebook: Rulebook) -> list[Event]:
    """The same events; where facts changed, the type of processing and the flow are what this rulebook makes of them.

    Events must come in the order of the journal.
    """
    subject: dict[str, str] = dict(DEFAULTS)
    found = []
    for event in events:
        if event.subject:
            subject |= event.subject
            derived = _derived(subject, rulebook)
            subject |= derived
            event = replace(event, subject={**event.subject, **derived})
        found.append(event)
    return found


def _derived(subject: dict[str, str], rulebook: Rulebook) -> dict[str, str]:
    to = None
    if "processing" in rulebook.method.bridges:
        stage, channel = subject.get("sale_stage", "none"), subject.get("channel", "")
        to = rulebook.bridge(subject.get("class", ""), "", "processing", sale_stage=stage, channel=channel)
    processing = to or ""
    return {"processing": processing, "flow": rulebook.flow_for({**subject, "processing": processing})}
