"""Linked cases: what the case repeats, escalates, was merged into; what repeats it and came with it (CLO-06..08)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from redress.casework import moment
from redress.complaints.case import Case
from redress.complaints.linking.commands.linking import Unlink
from redress.complaints.linking.queries import links
from redress.complaints.queries.case import Row
from redress.complaints.recusing.queries import papers
from redress.desk.pages.people import person
from redress.desk.pages.steps_beside import Step, step
from redress.desk.sections.section import Section
from redress.organisation.actor import Actor


def build(row: Row, actor: Actor) -> Mapping[str, object]:
    """At most eight queries."""
    found = links.linked(actor, row)
    merged = [
        (
            each.case,
            each.matters,
            [person(party) for party in each.parties],
            each.attachments if _given(each, actor) else (),
        )
        for each in links.merged(found)
    ]
    case = Case(row, moment.now())
    shown = [(each, _end(case, actor, each)) for each in found]
    return {"links": shown, "merged": merged, "matters": links.matters(row)}


def _given(merged: links.Merged, actor: Actor) -> bool:
    """Whether the actor is given the files that came with it."""
    return not papers.kept_out_of(merged.case, actor)


def _end(case: Case, actor: Actor, linked: links.Linked) -> Step | None:
    """Only a link to a case that the actor sees is ended."""
    return step(case, actor, Unlink, linked.link) if linked.case else None


SECTION = Section("links", _("Linked cases and matters"), "link", build)
