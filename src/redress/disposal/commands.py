"""Disposal after the period of retention, of a file of any kind: one person proposes, another confirms (CLO-10).

A kind adds to each from where it may be given: `class Dispose(disposal.Dispose, ...)`; or takes all with `disposing`.
"""

from __future__ import annotations

from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.command import Command, Facts
from redress.casework.inputs import RequiredText, Text
from redress.casework.kinds import KINDS
from redress.casework.models import Disposal
from redress.casework.refusals import Forbidden, refuse
from redress.casework.served_command import ServedCommand, made
from redress.disposal import destruction
from redress.disposal.holding import HOLDS, Lift, Place
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.organisation.statements import Statement

DISPOSES: Final = frozenset({Duty.COMPLAINT_OFFICER, Duty.CS_HEAD, Duty.MANAGER})


def check_due(file: Any) -> None:
    """Refuse a file under legal hold, and one whose period has not passed."""
    row = file.row
    if row.held:
        refuse(
            "CLO-10", _("The case is under legal hold; nothing of it is destroyed. Release the hold first.")
        )
    if row.disposed_at is not None:
        refuse("CLO-10", _("The case was disposed of already. Nothing needs to be done."))
    if row.retain_until is None:
        refuse("CLO-10", _("The case has no date of retention. Archive it first."))
    if row.retain_until >= timezone.localdate(file.now):
        refuse(
            "CLO-10",
            _("The case is kept until %(day)s. Propose it after that day.")
            % {"day": row.retain_until.isoformat()},
        )


class _Step(Command):
    """What the steps have in common."""

    cite = ("CLO-10",)
    duties = DISPOSES

    @classmethod
    def check_file(cls, file: Any) -> None:
        """Refuse a file that is not due."""
        check_due(file)


class Propose(_Step):
    """Propose that a file whose period has passed is destroyed; another person decides (CLO-10)."""

    name = "propose_disposal"
    label = gettext_lazy("Propose disposal")
    icon = "trash"

    reason: Text = Field(default="", title=gettext_noop("Remark"))

    example = {"reason": "保存期限已满"}

    @classmethod
    def ready(cls, file: Any, actor: Actor) -> None:
        cls.check_file(file)

    def check(self, file: Any, actor: Actor) -> None:
        if Disposal.objects.filter(file_id=file.row.pk).exists():
            refuse(
                "CLO-10",
                _("The disposal of this case is already proposed. Ask a second person to confirm it."),
            )
        if actor.id is None:
            raise Forbidden("CLO-10", _("A disposal is proposed by a person. Sign in and do it yourself."))

    def do(self, file: Any, actor: Actor) -> Facts:
        assert file.row.retain_until is not None and actor.id is not None, "check() refuses it"
        file.add(
            Disposal(
                file_id=file.row.pk,
                retained_until=file.row.retain_until,
                reason=self.reason,
                proposed_by_id=actor.id,
                proposed_at=file.now,
            )
        )
        return {"retained_until": str(file.row.retain_until)}


class Refuse(_Step):
    """Take back or refuse a proposed disposal, with the reason (CLO-10)."""

    name = "refuse_disposal"
    label = gettext_lazy("Refuse disposal")
    icon = "trash-off"

    reason: RequiredText = Field(title=gettext_noop("Reason"))

    example = {"reason": "尚有关联件未办结"}

    @classmethod
    def ready(cls, file: Any, actor: Actor) -> None:
        proposed(file)

    def do(self, file: Any, actor: Actor) -> Facts:
        proposed(file).delete()
        return {}


class Dispose(_Step):
    """Destroy personal data, narrative and files of the case, confirmed by a second person (CLO-10).

    The row keeps its codes and dates, the journal its skeleton, so that figures and the hash chain hold. It cannot be
    undone.
    """

    name = "dispose"
    label = gettext_lazy("Confirm disposal")
    icon = "trash-x"
    example = {}

    @classmethod
    def ready(cls, file: Any, actor: Actor) -> None:
        cls.check_file(file)

    def check(self, file: Any, actor: Actor) -> None:
        found = proposed(file)
        if actor.id is None:
            raise Forbidden("CLO-10", _("A disposal is confirmed by a person. Sign in and do it yourself."))
        if found.proposed_by_id == actor.id:
            raise Forbidden(
                "CLO-10", _("Who proposed the disposal does not confirm it; ask a second person.")
            )

    def do(self, file: Any, actor: Actor) -> Facts:
        disposal = proposed(file)
        disposal.confirmed_by_id, disposal.confirmed_at = actor.id, file.now
        destruction.destroy(KINDS.of(file.row.pk), file, disposal)
        return {
            "proposed_by": disposal.proposed_by_id,
            "skeleton": disposal.skeleton,
            "destroyed": disposal.destroyed,
            "emptied": disposal.emptied,
            "minutes": [*disposal.minutes],
            "files": disposal.files,
        }


_PROPOSED: Final = Statement(
    Disposal, "WHERE t.file_id = %s AND t.confirmed_at IS NULL ORDER BY t.id LIMIT 1"
)


def proposed(file: Any) -> Disposal:
    """The proposal that waits. Refuses where none does."""
    found = _PROPOSED.row([file.row.pk])
    if found is None:
        refuse("CLO-10", _("No disposal of this case is proposed. Propose it first."))
    return found


def disposing(base: type[ServedCommand], ended: frozenset[Any]) -> tuple[type[ServedCommand], ...]:
    """All of it for a kind that adds nothing: holds wherever a file stands, disposal where it is over."""
    always = _narrowed(base, frozenset(base.states), HOLDS)
    over = _narrowed(base, ended, DISPOSES)
    return (
        *(made(each, always) for each in (Place, Lift)),
        *(made(each, over) for each in (Propose, Refuse, Dispose)),
    )


def _narrowed(
    base: type[ServedCommand], within: frozenset[Any], duties: frozenset[Duty]
) -> type[ServedCommand]:
    return type(base.__name__, (base,), {"within": within, "duties": duties, "__module__": base.__module__})
