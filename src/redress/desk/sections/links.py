"""Linked cases: what the case repeats, escalates, was merged into; what repeats it and came with it (CLO-06..08)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from django.utils.translation import gettext_lazy as _

from redress.complaints.commands.linking import ByHand, Unlink
from redress.complaints.queries import links
from redress.complaints.queries.case import Row
from redress.desk.pages.beside import Step, step
from redress.desk.pages.people import person
from redress.desk.sections.section import Section
from redress.organisation.actor import Actor


def build(row: Row, actor: Actor) -> Mapping[str, object]:
    """At most eight queries."""
    found = links.linked(actor, row)
    merged = [
        (each.case, each.matters, [person(party) for party in each.parties], each.attachments)
        for each in links.merged(found)
    ]
    shown = [(each, _end(row, actor, each)) for each in found]
    return {"links": shown, "merged": merged, "matters": links.matters(row)}


def _end(row: Row, actor: Actor, linked: links.Linked) -> Step | None:
    """A link made by hand is ended from the later case."""
    if linked.case is None or not (linked.onward and linked.link.stands):
        return None
    if linked.link.kind not in get_args(ByHand):
        return None
    return step(row, actor, Unlink, other=linked.case.number, kind=linked.link.kind)


SECTION = Section("links", _("Linked cases and matters"), "link", build)
