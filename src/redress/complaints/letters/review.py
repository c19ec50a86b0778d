"""Legal counsel's review of a complaint's letters (COM-04)."""

from __future__ import annotations

from typing import NoReturn

from django.utils.translation import gettext as _

from redress.casework.refusals import refuse
from redress.complaints.case import Case
from redress.complaints.handling import answering
from redress.complaints.letters.base import OnOneLetter
from redress.complaints.recusing import recusal
from redress.letters import reviewing
from redress.letters.commands.review import Pass, Return, Submit
from redress.letters.models import Letter
from redress.letters.reviewing import REVIEWERS
from redress.organisation.actor import Actor
from redress.organisation.kinds import DepartmentKind
from redress.organisation.models import Department
from redress.organisation.queries import department_of


class SubmitLetter(Submit, OnOneLetter):
    """Give a letter to legal counsel. It must be complete, and fit for a customer to read (COM-04, COM-08)."""

    act = "work"

    def _reviews(self, case: Case, letter: Letter) -> Department:
        """The nearest legal department with a counsel who did not write the letter and need not keep out of the case.

        Refused where there is none, with what is in the way (COM-04, AUT-03, ORG-13).
        """
        found = reviewing.nearest(
            letter, case.chain, lambda person: not recusal.reasons(case, person, "review")
        )
        if found is None:
            _nobody(case)
        return found

    def _show(self, case: Case, department: Department) -> None:
        case.share("letter", department=department.pk)


def _nobody(case: Case) -> NoReturn:
    nearest = answering.nearest(case, DepartmentKind.LEGAL, REVIEWERS) or department_of(
        case.row.unit, DepartmentKind.LEGAL
    )
    if nearest is None:
        refuse("COM-04", _("No legal department stands at or above this unit; appoint one."), field="letter")
    answering.check(case, nearest, REVIEWERS, "letter", act="review")
    refuse(
        "AUT-03",
        _(
            "Every legal counsel at or above this unit wrote this letter, and nobody reviews their own. Appoint "
            "another counsel, or let somebody else write it."
        ),
        "letter",
    )


class _Reviewing(OnOneLetter):
    """Whom a letter was shared with that lies with their department."""

    duties = REVIEWERS

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        if not case.concerns(actor, cls.duties):
            raise cls.forbidden()


class ReturnLetter(Return, _Reviewing):
    """Give a letter back with marks; the writer answers with the next version (COM-04)."""

    act = "review"


class PassLetter(Pass, _Reviewing):
    """Let a letter go: this version, as this PDF, and no other is what may be sent (COM-04)."""

    act = "review"
