"""The cases linked with a case, as both ends see them (CLO-06..08, ORG-11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from redress.casework.rulebooks import rulebook_of
from redress.complaints.intake.matters import words
from redress.complaints.kinds import LinkKind
from redress.complaints.linking.queries.contact_points import Elsewhere, contact_points, units_of
from redress.complaints.models import Complaint, Link, Matter, Party
from redress.evidence.models import Attachment
from redress.organisation.actor import Actor
from redress.rulebook import State


@dataclass(frozen=True, slots=True)
class Linked:
    """A link as one of its cases sees it. `case` is None when the actor may not see the other end: then `elsewhere`
    says where to ask. `onward`: the case itself follows the other one."""

    link: Link
    case: Complaint | None
    elsewhere: Elsewhere | None
    onward: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """What came with a case that was merged into this one (CLO-08)."""

    case: Complaint
    matters: Sequence[Matter]
    parties: Sequence[Party]
    attachments: Sequence[Attachment]


def linked(actor: Actor, row: Complaint) -> list[Linked]:
    """Every link of the case, also those that were ended, newest first: at most five queries."""
    links = list(
        Link.objects.filter(Q(complaint=row) | Q(to=row))
        .select_related("made_by", "ended_by")
        .order_by("-id")
    )
    ends = {link.to_id if link.complaint_id == row.pk else link.complaint_id for link in links}
    seen = {
        case.pk: case
        for case in Complaint.objects.visible_to(actor).filter(pk__in=ends).select_related("unit", "owner")
    }
    for link in links:
        if link.complaint_id == row.pk and link.to_id in seen:
            link.to = seen[link.to_id]
    places = units_of([end for end in ends if end not in seen])
    points = contact_points(places.values())
    return [
        Linked(
            link=link,
            case=seen.get(end),
            elsewhere=points.get(places.get(end, 0)) if end not in seen else None,
            onward=link.complaint_id == row.pk,
        )
        for link in links
        for end in [link.to_id if link.complaint_id == row.pk else link.complaint_id]
    ]


def merged_into(row: Complaint) -> str:
    """The number of the case that goes on with this one; '' for one that was not merged. One query, or none."""
    if row.state != State.MERGED:
        return ""
    standing = Link.objects.filter(complaint=row, kind=LinkKind.MERGE, ended_at=None)
    return standing.values_list("to__number", flat=True).last() or ""


def merged(links: Sequence[Linked]) -> list[Merged]:
    """What the merged cases brought along, as far as the actor sees them: three queries, or none."""
    cases = [
        each.case
        for each in links
        if each.case and each.link.kind == LinkKind.MERGE and not each.onward and each.link.stands
    ]
    if not cases:
        return []
    ids = [case.pk for case in cases]
    matters, parties, attachments = (
        list(Matter.objects.filter(complaint_id__in=ids)),
        list(Party.objects.filter(complaint_id__in=ids)),
        list(Attachment.objects.filter(file_id__in=ids).select_related("blob")),
    )
    return [
        Merged(
            case,
            [each for each in matters if each.complaint_id == case.pk],
            [each for each in parties if each.complaint_id == case.pk],
            [each for each in attachments if each.file_id == case.pk],
        )
        for case in cases
    ]


@dataclass(frozen=True, slots=True)
class Titled:
    """A matter of the case in words (INT-09)."""

    title: str
    facts: str
    company: str
    recovered: Decimal | None


def matters(row: Complaint) -> list[Titled]:
    """The matters of a case that raises several; none while there is only one."""
    book = rulebook_of(row)
    return [
        Titled(
            words(book, matter.class_code, matter.reason_code), matter.facts, matter.company, matter.recovered
        )
        for matter in row.matters.all()
    ]
