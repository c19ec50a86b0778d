"""What would become of the complaint being typed, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from redress.complaints.intake.queries.preview import Preview
from redress.desk.pages import clocks


@dataclass(frozen=True, slots=True)
class Shown:
    """Unit, department and clocks of the would-be case."""

    preview: Preview
    clocks: clocks.Panel
    level_title: str
    flow_title: str
    flow_rule: str


def shown(preview: Preview | None) -> Shown | None:
    """None until channel and class are chosen."""
    if preview is None:
        return None
    level = preview.rulebook.method.levels.get(preview.level)
    title = level.title.get(get_language() or "zh") if level else preview.level
    flow = preview.rulebook.method.flows.get(preview.flow)
    return Shown(
        preview,
        clocks.panel(preview.clocks, preview.now, preview.calendar),
        title,
        flow_title=flow.title.get(get_language() or "zh") if flow else "",
        flow_rule=flow.cite[0] if flow else "",
    )
