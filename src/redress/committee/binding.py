"""What rulings bind: the commands they are about must agree with them (ORG-03, AUT-04)."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from django.utils.translation import gettext as _

from redress.casework.refusals import refuse
from redress.committee.kinds import WAITING, Question
from redress.committee.models import Execution, Referral, Ruling
from redress.complaints.case import Case
from redress.complaints.kinds import Committee


def ruling_on(case: Case, question: Question) -> Ruling | None:
    """The latest ruling on the question. Asks nothing of a case that never was before the committee."""
    if not case.row.committee:
        return None
    return Ruling.objects.filter(complaint=case.row, question=question).order_by("-id").first()


def waits_for(case: Case, question: Question) -> bool:
    """Whether the question is before the committee."""
    if case.row.committee != Committee.REFERRED:
        return False
    return Referral.objects.filter(complaint=case.row, question=question, state__in=WAITING).exists()


def check_determination(case: Case, validity: str, causes: Collection[tuple[str, int]]) -> None:
    """Refuse a determination that differs from a ruling, or comes before one that is waited for."""
    for question in (Question.VALIDITY, Question.CAUSE):
        if waits_for(case, question):
            refuse(
                "ORG-03",
                _("This question is before the committee: %(question)s. Wait for the ruling.")
                % {"question": question.label},
                "validity" if question == Question.VALIDITY else "causes",
            )
    ruled = ruling_on(case, Question.VALIDITY)
    if ruled is not None and ruled.validity != validity:
        refuse("ORG-03", _differs(ruled), "validity")
    ruled = ruling_on(case, Question.CAUSE)
    if ruled is not None and {(code, department) for code, department in ruled.causes} != set(causes):
        refuse("ORG-03", _differs(ruled), "causes")


def check_proposal(case: Case, plan: str, amount: Decimal | None) -> None:
    """Refuse an opinion that does not carry out the ruled plan, or comes before the ruling that is waited for."""
    if waits_for(case, Question.HANDLING):
        refuse("ORG-03", _("How to handle the case is before the committee. Wait for the ruling."), "plan")
    ruled = ruling_on(case, Question.HANDLING)
    if ruled is None:
        return
    if ruled.amount is not None and ruled.amount != amount:
        refuse("ORG-03", _differs(ruled), "amount")
    if "".join(ruled.words.split()) not in "".join(plan.split()):
        refuse("ORG-03", _differs(ruled), "plan")


def _differs(ruled: Ruling) -> str:
    return _(
        "The committee has ruled (%(number)s), and this differs from it. Follow the ruling: %(words)s"
    ) % {
        "number": ruled.number,
        "words": ruled.words,
    }


def standing(
    case: Case, *, ruled: Referral | None = None, done: Execution | None = None, more: bool = False
) -> Committee:
    """Where the case stands with the committee, counting what the command at hand does."""
    waiting = Referral.objects.filter(complaint=case.row, state__in=WAITING)
    if waiting.exclude(pk=ruled.pk if ruled else 0).exists():
        return Committee.REFERRED
    left = Execution.objects.filter(complaint=case.row, done_at=None)
    if more or left.exclude(pk=done.pk if done else 0).exists():
        return Committee.EXECUTING
    return Committee.EXECUTED
