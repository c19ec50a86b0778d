"""What the rulebook puts before a step, whoever takes it: the committee, the superior's opinion (FLW-09, FLW-10)."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework.refusals import refuse
from redress.complaints.case import Case
from redress.complaints.kinds import ApprovalState, Asked
from redress.complaints.models import Approval
from redress.rulebook.conditions import matches
from redress.rulebook.sections.special_cases.schema import Centralised, Gate


def check_proposal(case: Case, amount: Decimal | None) -> None:
    """Refuse an opinion that comes before the committee, or differs from what the superior unit said."""
    check_committee(case)
    rule = centralised(case)
    if rule is not None:
        _check_opinion(rule, _given(case, rule), amount)


def check_before(case: Case) -> None:
    """The same as far as it can be told without the amount: what stands before any opinion on such a case."""
    check_committee(case)
    rule = centralised(case)
    if rule is not None:
        _given(case, rule)


def check_committee(case: Case) -> None:
    """Refuse while the case has not been before the committee that it must go to."""
    for gate in waiting(case):
        refuse(gate.cite[0], gate.text.get(get_language() or "zh"))


def waiting(case: Case) -> list[Gate]:
    """The gates before an opinion that do not hold yet; asks nothing of a case that no committee has seen."""
    found = [gate for gate in case.rulebook.method.gates.values() if matches(gate.when, case.subject)]
    return [] if found and asked(case) else found


def asked(case: Case) -> bool:
    """Whether the committee was asked how to handle the case; another question does not stand in for that (FLW-10)."""
    return bool(case.row.committee) and any(
        referral.question == "handling" and referral.state != "withdrawn"
        for referral in case.row.referrals.all()
    )


def centralised(case: Case) -> Centralised | None:
    """The rule by which this case is decided above its unit (FLW-09)."""
    for rule in case.rulebook.method.centralised.values():
        if case.row.unit.kind in rule.units and matches(rule.when, case.subject):
            return rule
    return None


def opinion(case: Case) -> Approval | None:
    """What the superior last said to a request from the unit (报批件); None while nothing was said (FLW-09)."""
    return (
        Approval.objects.filter(
            complaint=case.row,
            asked=Asked.REQUEST,
            state__in=(ApprovalState.APPROVED, ApprovalState.REFUSED),
        )
        .order_by("-number")
        .first()
    )


def _given(case: Case, rule: Centralised) -> Approval:
    """What the superior said to it; refused while nothing was said, or no."""
    said = opinion(case)
    if said is None:
        refuse(
            rule.cite[0],
            _("This business is centralised: report up with a request and follow the superior's opinion."),
        )
    if said.state == ApprovalState.REFUSED:
        refuse(
            rule.cite[0],
            _("The superior refused the request (%(words)s). Report up again with another opinion.")
            % {"words": said.words},
        )
    return said


def _check_opinion(rule: Centralised, said: Approval, amount: Decimal | None) -> None:
    if (amount or Decimal(0)) != (said.amount or Decimal(0)):
        refuse(
            rule.cite[0],
            _(
                "The superior's opinion is %(said)s yuan; an opinion of %(given)s yuan is "
                "contrary to it. Give the same amount, or report up again."
            )
            % {"said": said.amount or 0, "given": amount or 0},
            field="amount",
        )
