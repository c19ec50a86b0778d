"""What is moved about a case: is it complete for its question (ORG-03)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from redress.casework.refusals import check_code, refuse
from redress.committee.kinds import Question
from redress.complaints.case import Case
from redress.complaints.commands import common


def check_motion(case: Case, moved: Any) -> None:
    """Refuse a motion that does not answer its question."""
    if moved.question == Question.VALIDITY and moved.validity is None:
        refuse("ORG-03", _("Say what is moved: substantiated or not."), field="validity")
    if moved.question == Question.CLOSING and moved.closing is None:
        refuse("ORG-03", _("Say what is moved: to close the case, or to keep it open."), field="closing")
    if moved.question == Question.CAUSE and not moved.causes:
        refuse("ORG-03", _("Say which causes are moved, and of which departments."), field="causes")
    for cause in moved.causes:
        check_code("CLO-02", "causes", cause.code, case.rulebook.method.causes)
        common.department(case, cause.department, "causes")


def columns(moved: Any) -> dict[str, Any]:
    """The columns of a motion; only those that its question is about."""
    question = Question(moved.question)
    amount: Decimal | None = moved.amount if question == Question.HANDLING else None
    return {
        "question": question,
        "words": moved.motion,
        "amount": amount,
        "validity": moved.validity or "" if question == Question.VALIDITY else "",
        "causes": [[cause.code, cause.department] for cause in moved.causes]
        if question == Question.CAUSE
        else [],
        "closing": moved.closing or "" if question == Question.CLOSING else "",
    }
