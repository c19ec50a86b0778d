"""Attaching evidence to a complaint."""

from __future__ import annotations

from django.utils.translation import gettext as _

from redress.casework.refusals import refuse
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.handling.commands.contact import admit_handlers
from redress.complaints.law.commands.review import may_be_reviewed
from redress.evidence.attaching import Attach
from redress.organisation.actor import Actor
from redress.rulebook import OPEN_STATES, State


class AttachEvidence(Attach, Command):
    """Attach a file that one has uploaded oneself, within a day (FLW-05, SEC-04, SEC-05).

    `upload` is the handle that the upload was answered with; it serves once. `sha256` instead of it names the content
    of an upload of one's own. That somebody else's file exists is not told: unknown is unknown.
    """

    name = "attach_evidence"
    icon = "paperclip"
    act = None
    duties = common.INTAKE_TOO | common.DEPARTMENT
    within = OPEN_STATES | {State.CLOSED, State.ARCHIVED}

    example = {
        "upload": "k3V0Zp5b8Q1xT7dLw2NfRhYc9uJmAs6E",
        "kind": "internal",
        "file_name": "付款流水.pdf",
    }

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        """Whoever handles the case; and the unit that took it for another: it holds what was handed in (ORG-07)."""
        if actor.has_over(common.INTAKE_TOO, case.row.received_unit_id):
            return
        admit_handlers(cls, case, actor)

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        """An archive takes only what a review brings, which the customer may ask for after it (AUT-06)."""
        if case.state is State.ARCHIVED and not may_be_reviewed(case):
            refuse(
                "CLO-10",
                _(
                    "The case is archived, and its result can no longer be reviewed. Register the "
                    "matter again if it goes on."
                ),
            )
