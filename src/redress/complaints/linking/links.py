"""Making and ending links between cases: what every command that does so must check (CLO-06..08)."""

from __future__ import annotations

from typing import Final, NoReturn

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from redress.casework.command import Facts
from redress.casework.refusals import Refusal, refuse
from redress.complaints import numbers
from redress.complaints.case import Case
from redress.complaints.kinds import LinkKind
from redress.complaints.linking.filings import NewFiling, judge
from redress.complaints.models import Complaint, Link
from redress.organisation.actor import Actor
from redress.rulebook.linking import Verdict
from redress.rulebook.sections.linking.schema import Linking

CITES: Final[dict[str, str]] = {
    LinkKind.REPEAT: "CLO-06",
    LinkKind.ESCALATION: "CLO-07",
    LinkKind.MERGE: "CLO-08",
    LinkKind.RELATED: "INT-15",
    LinkKind.REVIEW: "AUT-06",
}
"""What stands behind a link that was made against the rule, or without one."""


def other(actor: Actor, number: str, field: str) -> Complaint:
    """The case a link is to lead to, with its parties; refused when the actor sees no such case (ORG-11)."""
    found = (
        Complaint.objects.visible_to(actor)
        .select_related("unit", "received_unit", "owner")
        .prefetch_related("parties")
        .filter(number=numbers.written(number))
        .first()
    )
    if found is None:
        refuse(
            "ORG-11",
            _("There is no case %(number)s that you may see. Check the number.") % {"number": number},
            field=field,
        )
    return found


def first_of(case: Complaint) -> Complaint:
    """The first case of a chain of repeats: every repeat is linked to the first (CLO-06).

    A filing that was merged is handled as the case it was merged into, so the chain leads on from there (CLO-08).
    """
    seen, follows = {case.pk}, (LinkKind.REPEAT, LinkKind.MERGE)
    while True:
        link = case.links.filter(kind__in=follows, ended_at=None).select_related("to").first()
        if link is None or link.to_id in seen:
            return case
        case = link.to
        seen.add(case.pk)


def decide(linking: Linking, later: NewFiling, to: Complaint, kind: str, reason: str, field: str) -> Verdict:
    """What the rulebook says of the pair. Refuses another kind without a reason, and a merge that the law does not
    allow whatever the reason (CLO-08)."""
    ruled = judge(linking, later, [to])[0].verdict
    if kind == LinkKind.MERGE:
        _check_merge(ruled, field)
        _check_first(later, to, field)
        _check_no_escalation(linking, later, to, field)
    elif kind != ruled.kind and not reason:
        refuse(
            CITES[kind],
            _(
                "By the rulebook this is not '%(kind)s' of case %(number)s but '%(ruled)s'. "
                "Choose that, or give a reason for deciding otherwise."
            )
            % {"kind": LinkKind(kind).label, "number": to.number, "ruled": kind_words(ruled.kind)},
            field=field,
        )
    return ruled


def _check_merge(ruled: Verdict, field: str) -> None:
    if ruled.facts["person"] != "same":
        because = _("Cases of different customers are not merged; link them as related instead.")
    elif ruled.facts["earlier"] != "open":
        because = _(
            "The other case is no longer open; what comes after its end is a repeat or a new "
            "case. Choose one of these."
        )
    elif ruled.facts["legal_period"] != "inside":
        because = _(
            "The legal period of the other case has ended; it can no longer take up a further"
            " filing. Register it as a case of its own."
        )
    elif ruled.kind != LinkKind.MERGE:
        because = _(
            "It is another matter or another policy; only the same complaint made again is "
            "merged. Register it as a case of its own."
        )
    else:
        return
    raise Refusal("CLO-08", because, field)


def _check_first(later: NewFiling, to: Complaint, field: str) -> None:
    """The limit counts from the first receipt, so what was received first takes up what came after (Art. 18(1))."""
    if later.received_at < to.received_at:
        refuse(
            "CLO-08",
            _(
                "Case %(number)s was received after this filing (%(at)s). Once this one is registered, merge that "
                "case into it: the limit counts from the first receipt."
            )
            % {"number": to.number, "at": f"{timezone.localtime(to.received_at):%Y-%m-%d %H:%M}"},
            field,
        )


def _check_no_escalation(linking: Linking, later: NewFiling, to: Complaint, field: str) -> None:
    """Refuse to merge into a repeat what is an escalation of the first case: it counts as a second one (CLO-07)."""
    first = first_of(to)
    if first.pk != to.pk and judge(linking, later, [first])[0].verdict.kind == LinkKind.ESCALATION:
        _refuse_escalation(first.number, field)


def check_not_escalated(case: Complaint, field: str) -> None:
    """Refuse to merge a case that stands as an escalation: it is an order of its own and counts as one (CLO-07)."""
    standing = case.links.filter(kind=LinkKind.ESCALATION, ended_at=None).select_related("to").first()
    if standing is not None:
        _refuse_escalation(standing.to.number, field)


def _refuse_escalation(number: str, field: str) -> NoReturn:
    refuse(
        "CLO-07",
        _(
            "This is an escalation of case %(number)s: an order of its own, which counts as a second case and is "
            "not merged. Link it as an escalation, or end that link if it is wrong."
        )
        % {"number": number},
        field,
    )


def kind_words(kind: str) -> str:
    """A verdict in words."""
    return str(LinkKind(kind).label) if kind in LinkKind.values else _("New case")


def standing(case: Complaint, kind: str) -> bool:
    """Whether the case follows another one in that way, or is followed by one."""
    found = Link.objects.filter(kind=kind, ended_at=None)
    return found.filter(complaint=case).exists() or found.filter(to=case).exists()


def check(case: Complaint, to: Complaint, kind: str, field: str) -> None:
    """Refuse a link to itself, a second one of the kind, a circle. Links are made one at a time until the commit."""
    if case.pk == to.pk:
        refuse(
            CITES[kind], _("A case is not linked to itself. Give the number of another case."), field=field
        )
    standing = Link.objects.filter(ended_at=None, kind=kind)
    if (
        standing.filter(complaint=case, to=to).exists()
        or standing.filter(complaint=to, to=case).exists()
        or (kind == LinkKind.REPEAT and standing.filter(complaint=case).exists())
    ):
        refuse(
            CITES[kind],
            _("Such a link stands already: '%(kind)s'. End it first.") % {"kind": LinkKind(kind).label},
            field=field,
        )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('redress_link'))")
        cursor.execute("SELECT redress_link_reaches(%s, %s)", [to.pk, case.pk])
        (circle,) = cursor.fetchone()
    if circle:
        refuse(
            CITES[kind],
            _(
                "Case %(number)s already follows this one; a link back would close a circle. End "
                "that link first if it is wrong."
            )
            % {"number": to.number},
            field=field,
        )


def make(case: Case, to: Complaint, kind: str, ruled: Verdict | None, reason: str, actor: Actor) -> Link:
    """The link, and the event that tells of it. `ruled` None: no rule was asked, as for a review (AUT-06)."""
    agreed = ruled is None or ruled.kind == kind
    link = Link(
        complaint=case.row,
        to=to,
        kind=kind,
        rule=", ".join(ruled.cite) if ruled and agreed and ruled.cite else CITES[kind],
        ruled=ruled.kind if ruled else kind,
        reason=reason,
        made_by_id=actor.id,
        made_at=case.now,
    )
    case.add(link)
    case.event("linked", about=to.number)
    return link


def facts(link: Link) -> Facts:
    """What the journal says of a new link; `to` is the id of the case it leads to."""
    return {
        "link": link.kind,
        "to": link.to_id,
        "number": link.to.number,
        "ruled": link.ruled,
        "rule": link.rule,
    }
