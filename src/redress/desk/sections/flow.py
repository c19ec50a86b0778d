"""The flow of the case: steps, who has which role, what is next and by when (FLW-11..13, FLW-17, FLW-19)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from redress.assembly import BY_NAME
from redress.complaints.flows.queries.flow import flow_page
from redress.complaints.queries.case import Row
from redress.desk.pages.steps_beside import may
from redress.desk.sections.section import Section
from redress.organisation.actor import Actor


def _build(row: Row, actor: Actor) -> Mapping[str, object]:
    """The next step is a link for whoever may take it."""
    flow = flow_page(row)
    following = {step.command for step in flow.steps if step.next}
    return {"flow": flow, "open": {name for name in following if may(row, actor, BY_NAME[name])}}


SECTION = Section("flow", _("Flow"), "route", _build)
