"""A filing that is linked to an earlier case as it is registered (CLO-06..08, INT-15)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from redress.casework.command import Facts
from redress.casework.refusals import refuse
from redress.complaints.case import Case
from redress.complaints.commands.base import Accompanying
from redress.complaints.intake.commands import intake
from redress.complaints.intake.commands.new_complaint import NewComplaint
from redress.complaints.kinds import LinkKind
from redress.complaints.linking import filings, links
from redress.complaints.linking.commands.merging import absorbing, end_into
from redress.complaints.models import Complaint
from redress.organisation.actor import Actor
from redress.rulebook import Subject
from redress.rulebook.linking import Verdict


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """The link that was asked for, and what the rulebook says of it."""

    to: Complaint
    kind: LinkKind
    ruled: Verdict


def wanted(given: NewComplaint, setting: intake.Setting, actor: Actor) -> LinkRequest | None:
    """The link to make; None when none was asked for. Refused when the rulebook says otherwise, without a reason."""
    if not given.link_to:
        if given.link_kind:
            refuse("INT-15", _("Say to which earlier case."), field="link_to")
        return None
    if given.link_new_facts and given.link_kind != LinkKind.MERGE:
        refuse(
            "CLO-08",
            _("Only a merge takes new facts to the earlier case. Choose the merge, or leave this unticked."),
            field="link_new_facts",
        )
    if given.link_kind is None:
        refuse("INT-15", _("Say how the new case stands to the earlier one."), field="link_kind")
    if given.link_kind == LinkKind.REVIEW:
        refuse(
            "AUT-06",
            _(
                "A review is opened from the case whose decision is disputed. Open that case and "
                "record the request there."
            ),
            field="link_kind",
        )
    named = links.other(actor, given.link_to, "link_to")
    method = setting.rulebook.method.linking
    ruled = links.decide(
        method, _new_filing(given, setting), named, given.link_kind, given.link_reason, "link_to"
    )
    to = links.first_of(named) if given.link_kind == LinkKind.REPEAT else named
    return LinkRequest(to, given.link_kind, ruled)


def _new_filing(given: NewComplaint, setting: intake.Setting) -> filings.NewFiling:
    return filings.NewFiling(
        people=filings.who(given.people),
        policy_number=given.policy_number,
        claim_number=given.claim_number,
        class_code=given.class_code,
        reason_code=given.reason_code,
        received_at=given.received_at,
        subject=subject(given, setting),
    )


def subject(given: NewComplaint, setting: intake.Setting) -> Subject:
    """The facts of the filing as rulebook conditions see them."""
    return Subject(
        channel=given.channel,
        source=intake.source(given, setting.rulebook),
        class_=given.class_code,
        level=given.level,
        complexity=given.complexity,
        complainant=given.complainant_kind,
        unit=setting.received_unit.kind,
        company=setting.lineage.unit.line,
    )


def link(case: Case, found: LinkRequest, reason: str, actor: Actor) -> Facts:
    """Make the link of the new case."""
    if found.kind == LinkKind.MERGE:
        return end_into(case, found.to, found.ruled, reason, actor)
    return links.facts(links.make(case, found.to, found.kind, found.ruled, reason, actor))


def companions(case: Case, found: LinkRequest | None, new_facts: str) -> list[tuple[Accompanying, str]]:
    """A filing merged at once is taken up by the other case."""
    if found is None or found.kind != LinkKind.MERGE:
        return []
    return [(absorbing(case, found.to, new_facts), found.to.number)]
