"""The rules of taking a complaint: which unit, which rulebook, which codes, what the channel needs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from redress.casework import rulebooks
from redress.casework.models import RulebookVersion
from redress.casework.refusals import check_code, refuse
from redress.complaints.intake import checklist
from redress.complaints.intake.commands.new_complaint import NewComplaint
from redress.complaints.kinds import ComplainantKind, PartyRole, Source
from redress.complaints.models import Complaint
from redress.organisation import holders
from redress.organisation.actor import Actor
from redress.organisation.inheritance import Lineage
from redress.organisation.kinds import CASE_DUTIES, TAKING_DUTIES
from redress.organisation.models import Unit, User
from redress.rulebook import Rulebook
from redress.rulebook.subject import FIXED

if TYPE_CHECKING:
    from redress.complaints.case import Case


SALE_STAGES = tuple(stage for stage in FIXED["sale_stage"] if stage != "none")


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a new case stands: its unit with what that inherits, who received it, the rulebook in force."""

    lineage: Lineage
    received_unit: Unit
    version: RulebookVersion
    rulebook: Rulebook


def setting(unit_code: str, actor: Actor, now: datetime) -> Setting:
    """Find unit and rulebook; refuses an unknown unit (ORG-07)."""
    # The system takes a case for whom it handles; people take it where they have the duty, wherever they sit.
    taker = None if actor.system else actor.stands_at(CASE_DUTIES) or actor.stands_at(TAKING_DUTIES)
    if not unit_code and taker is None:
        refuse("ORG-07", _("Say which unit handles the case."), field="unit")
    found = rulebooks.followed(unit_code or taker, timezone.localdate(now))
    if found is None:
        refuse(
            "ORG-07",
            _("There is no unit with code '%(code)s'. Choose one of the list.") % {"code": unit_code},
            field="unit",
        )
    lineage, version = found
    rulebooks.check_extends(version, lineage)
    received_unit = lineage.unit
    if taker is not None and not actor.has_at(TAKING_DUTIES, received_unit.pk):
        received_unit = Unit.objects.get(pk=taker)
    return Setting(lineage, received_unit, version, rulebooks.opened(version))


def check_codes(given: NewComplaint, setting: Setting) -> None:
    """Refuse codes that the rulebook does not list, or that are retired (CLS-07)."""
    method, day = setting.rulebook.method, timezone.localdate(given.received_at)
    classes = setting.rulebook.classes(day)
    known: dict[str, tuple[str, Collection[str]]] = {
        "channel": ("INT-01", method.channels),
        "class_code": ("CLS-01", classes),
        "level": ("CLS-04", method.levels),
        "complexity": ("CLK-04", ("simple", "complex")),
        "emotion": ("INT-14", method.emotions),
        "temperament": ("INT-14", method.temperaments),
        "sale_stage": ("FLW-12", SALE_STAGES),
        "callback_finding": ("INT-08", method.callback_findings),
    }
    for field, (rule, codes) in known.items():
        check_code(rule, field, getattr(given, field), codes)
    for said in given.soothing:
        check_code("INT-10", "soothing", said, method.soothing)
    check_reason(classes[given.class_code].reasons, given.reason_code)


def check_reason(reasons: Collection[str], reason: str) -> None:
    """Refuse a sub-reason that does not belong to the class."""
    check_code("CLS-01", "reason_code", reason, reasons)


_NEEDED = {
    "facts_repeated": ("facts_repeated", "INT-04"),
    "visit_signature": ("signed", "INT-05"),
    "received_place": ("received_place", "INT-05"),
    "callback_finding": ("callback_finding", "INT-08"),
}


def check_channel(given: NewComplaint, rulebook: Rulebook) -> None:
    """Refuse when the channel needs something that was not given (INT-04, INT-05)."""
    words = {
        "facts_repeated": _("Repeat the facts back to the customer and tick that you did."),
        "visit_signature": _("Have the customer sign the visit form."),
        "received_place": _("Say where the visitor was received."),
        "callback_finding": _("Say what the callback found; it decides how the case is entered and counted."),
    }
    for need in rulebook.channel(given.channel).needs:
        if need in _NEEDED:
            field, rule = _NEEDED[need]
            if not getattr(given, field):
                refuse(rule, words[need], field=field)


def check_period(received: datetime, lineage: Lineage) -> None:
    """Refuse a receipt in a period whose figures are already reported (INT-02)."""
    if lineage.closed_until and timezone.localdate(received) <= lineage.closed_until:
        refuse(
            "INT-02",
            _(
                "The period up to %(day)s is closed for this unit; ask its manager to reopen it or check the date."
            )
            % {"day": lineage.closed_until.isoformat()},
            field="received_at",
        )


def check_complainant(given: NewComplaint, rulebook: Rulebook) -> None:
    """Refuse when the kind of complainant misses a person or a required paper (INT-12, 2020-3 art 12-14)."""
    kind = rulebook.complainant(given.complainant_kind)
    held = bool(given.policy_number or given.claim_number)
    missing = checklist.unmet(kind.checklist, given.people, given.papers, held=held)
    checklist.check_met(missing, "registration", "papers")
    representatives = sum(person.role == PartyRole.REPRESENTATIVE for person in given.people)
    checklist.check_representatives(rulebook, given.complainant_kind, representatives, "people")
    if given.complainant_kind == ComplainantKind.GROUP and given.complainants < 2:
        refuse("INT-12", _("Say how many people complain jointly."), field="complainants")


def source(given: NewComplaint, rulebook: Rulebook) -> str:
    """Who passed the case on: what was given, or else what the channel itself says (CLO-01)."""
    own = rulebook.channel(given.channel).source
    return own if own and given.source == Source.DIRECT else given.source


def entered(given: NewComplaint, rulebook: Rulebook) -> tuple[str, bool]:
    """The channel a case is entered under, and whether it counts: a callback's finding decides both (INT-08)."""
    finding = rulebook.method.callback_findings.get(given.callback_finding)
    if finding is None or "callback_finding" not in rulebook.channel(given.channel).needs:
        return given.channel, True
    return finding.recorded_as or given.channel, finding.complaint


def check_counted(given: NewComplaint, rulebook: Rulebook) -> None:
    """Refuse a complaint that is said not to count: only what a callback found, and the rulebook names, is left out.

    Whether a case counts follows from the method and is nobody's to choose at intake (INT-08): what is not counted is
    not in the figures by which units are appraised. The journal says the finding that left it out.
    """
    decided = given.callback_finding and "callback_finding" in rulebook.channel(given.channel).needs
    if not given.counted and not decided:
        refuse(
            "INT-08",
            _(
                "A complaint is counted; only findings of a callback that the rulebook names are left out, and these "
                "by themselves. Leave 'counted' as it is, and enter the finding if there is one."
            ),
            field="counted",
        )


def level(given: NewComplaint, rulebook: Rulebook) -> tuple[str, str]:
    """The level, and the rule that raised it by itself if one did (CLS-05)."""
    raised = rulebook.automatic_level(complainants=given.complainants, designated=given.designated)
    if raised is None:
        return given.level, ""
    automatic, rule = raised
    return automatic, rule.cite[0] if automatic != given.level else ""


def other_classes(rulebook: Rulebook, row: Complaint) -> dict[str, str]:
    """One class per further set, by the rulebook's bridges (CLS-02); what a bank sold may be another type (FLW-12)."""
    found = {
        name: rulebook.bridge(
            row.class_code, row.reason_code, name, sale_stage=row.sale_stage or "none", channel=row.channel
        )
        for name in rulebook.method.bridges
    }
    return {name: code for name, code in found.items() if code}


def follow_bridges(rulebook: Rulebook, case: Case) -> None:
    """The further classes and the flow of the case as it is now, whatever changed it (CLS-02, FLW-11, FLW-12)."""
    case.row.other_classes = other_classes(rulebook, case.row)
    case.row.flow = rulebook.flow_for(case.subject)


def owner(username: str, setting: Setting, actor: Actor) -> int:
    """Who owns the new case: the named person, the one who took it, or the unit's complaint post (FLW-05)."""
    unit = setting.lineage.unit
    if username:
        chosen = holders.customer_service(unit).filter(username=username).first()
        if chosen is None:
            refuse(
                "FLW-05",
                _("'%(name)s' does not handle complaints in that unit. Choose another person.")
                % {"name": username},
                field="owner",
            )
        return chosen.id
    if actor.id is not None and actor.has_at(CASE_DUTIES, unit.id):
        return actor.id
    post: User | None = holders.customer_service(unit).order_by("id").first()
    if post is None:
        refuse(
            "FLW-05",
            _("%(unit)s has nobody who handles complaints; appoint a complaint officer first.")
            % {"unit": unit},
            field="unit",
        )
    return post.id
