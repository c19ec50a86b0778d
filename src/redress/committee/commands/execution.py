"""Executing a ruling: each thing it asks is reported done, with evidence (ORG-03, AUT-04)."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Prompt
from redress.casework.command import Facts
from redress.casework.inputs import A_FILE, FileOrNone, RequiredText
from redress.casework.refusals import Forbidden, WrongState, refuse
from redress.casework.writes import Writes
from redress.committee import bodies
from redress.committee.binding import standing
from redress.committee.models import Execution
from redress.committee.queries import options as offered
from redress.complaints.case import Case
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.kinds import Committee
from redress.evidence import attached
from redress.organisation.actor import Actor
from redress.rulebook import OPEN_STATES


class ReportExecution(Command):
    """Report that something a ruling asks is done, with the evidence (ORG-03, AUT-04).

    Its owner reports, or the office of the committee, which supervises the execution.
    """

    name = "report_execution"
    settles = "ruling_executed"
    act = "work"
    label = gettext_lazy("Report execution")
    icon = "checkbox"
    cite = ("ORG-03", "AUT-04")
    family = Family.COMMITTEE
    within = OPEN_STATES
    writes = Writes(change=("committee_execution",))
    prompts = {
        "todo": Prompt(choices=lambda case, actor: offered.todos(case.row, actor)),
        "evidence": Prompt(choices=attached.options),
    }

    todo: int = Field(title=gettext_noop("What was to be done"))
    report: RequiredText = Field(title=gettext_noop("What was done, and the evidence"))
    evidence: FileOrNone = Field(default=None, title=gettext_noop("Proof"))

    example = {"todo": 5, "report": "保费已退至原账户。", "evidence": A_FILE}

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        """Whose it is stands with each thing to be done."""

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if case.row.committee not in (Committee.EXECUTING, Committee.REFERRED):
            raise WrongState(
                "AUT-04",
                _(
                    "No ruling on this case waits to be executed. Look at the committee's section of "
                    "the case."
                ),
            )

    def check(self, case: Case, actor: Actor) -> None:
        todo = self._execution(case)
        if todo.done_at is not None:
            refuse("AUT-04", _("This is reported done already. Nothing needs to be done."), field="todo")
        attached.check(case.row, [self.evidence or ""], "AUT-04", "evidence")
        supervises = actor.has_over(bodies.OFFICE, case.row.unit_id)
        if not (todo.owner_id in actor.people or supervises):
            raise Forbidden(
                "AUT-04",
                _("This is for %(owner)s to do and report. Ask that person.") % {"owner": todo.owner},
            )

    def _execution(self, case: Case) -> Execution:
        found = Execution.objects.select_related("owner").filter(complaint=case.row, pk=self.todo).first()
        if found is None:
            refuse("AUT-04", _("No ruling on this case asks for that. Choose one of the list."), field="todo")
        return found

    def do(self, case: Case, actor: Actor) -> Facts:
        todo = self._execution(case)
        todo.done_at, todo.done_by_id, todo.evidence = case.now, actor.id, self.report
        todo.file = self.evidence or ""
        case.change(todo, "done_at", "done_by", "evidence", "file")
        case.row.committee = standing(case, done=todo)
        if case.row.committee == Committee.EXECUTED:
            case.event("ruling_executed")
        return {"ruling": todo.ruling, "position": todo.position, "left": case.row.committee == "executing"}
