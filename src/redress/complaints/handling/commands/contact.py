"""Contact with the customer: confirmation of acceptance, progress, and everything said."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework.asking import Presets, Prompt
from redress.casework.command import Facts
from redress.casework.inputs import Address, Email, Line, PastMoment, Phone, RequiredText
from redress.casework.refusals import refuse
from redress.casework.stated import Span
from redress.casework.writes import Writes
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.intake import checklist, confirming, matters, verified_contacts
from redress.complaints.kinds import ContactKind, Means, Told
from redress.complaints.law import tellings, written
from redress.complaints.models import Contact
from redress.complaints.queries import offers
from redress.complaints.stated import RECEIPT
from redress.complaints.writes import TELLS
from redress.organisation.actor import Actor
from redress.rulebook import OPEN_STATES, State


class Confirm(Command):
    """Tell the customer that the case is accepted, by a means the channel allows (INT-06, INT-07).

    What was said must be written down: a confirmation not written counts as not confirmed, so it counts from when it is
    written unless a recording proves the earlier time, within what the rulebook allows.
    """

    name = "confirm"
    act = "work"
    handles = False
    label = gettext_lazy("Confirm to the customer")
    icon = "phone-check"
    cite = ("INT-06", "INT-07")
    told = frozenset({"words"})
    family = Family.INTAKE
    duties = common.INTAKE_TOO
    within = OPEN_STATES
    primary = True

    times = {"at": Span(RECEIPT, "INT-07")}
    writes = TELLS

    means: Means = Field(title=gettext_noop("Means"))
    words: RequiredText = Field(title=gettext_noop("What was said"))
    at: PastMoment | None = Field(default=None, title=gettext_noop("When"))
    recording: Line = Field(default="", title=gettext_noop("Recording"))

    example = {"means": "call", "words": "已告知客户投诉受理情况、编号及承办人。"}

    @classmethod
    def presets(cls, case: Case, actor: Actor) -> Presets:
        """The first means that the channel allows, and that of who passed the case on (INT-06)."""
        return {"means": case.rulebook.confirmed_by(case.row.channel, case.row.source)[:1]}

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        if case.row.confirmed_at:
            refuse(
                "INT-07",
                _("The customer has already been told that the case is accepted. Nothing needs to be done."),
            )

    def check(self, case: Case, actor: Actor) -> None:
        confirming.check_means(case, self.means, "means")
        checklist.check_due(case, "confirmation")

    def do(self, case: Case, actor: Actor) -> Facts:
        at = written.counted(case, self.at, proven=bool(self.recording))
        case.row.confirmed_at = at
        case.add(
            Contact(
                complaint=case.row,
                kind=ContactKind.CONFIRMATION,
                means=self.means,
                at=self.at or case.now,
                words=self.words,
                recording=self.recording,
                by_id=actor.id,
            )
        )
        tellings.tell(
            case, actor, Told.ACCEPTANCE, self.means, at, words=self.words, reference=self.recording
        )
        case.event("confirmed", at=at)
        return {"means": self.means, "at": at.isoformat()}


class RecordContact(Command):
    """Write down a contact, so that anyone answering the customer's next call sees the progress (FLW-08)."""

    name = "record_contact"
    act = "work"
    handles = False
    label = gettext_lazy("Record a contact")
    icon = "phone"
    cite = ("FLW-08", "CLK-03")
    told = frozenset({"words"})
    duties = common.INTAKE_TOO | common.DEPARTMENT
    within = OPEN_STATES | {State.CLOSED}

    times = {"at": Span(RECEIPT, "FLW-08")}
    writes = TELLS | Writes(change=("complaints_party",))
    prompts = {
        "kind": Prompt(choices=offers.words(ContactKind, without=frozenset({ContactKind.CONFIRMATION})))
    }
    """A confirmation has a step of its own, which stops its limit (INT-07)."""

    kind: ContactKind = Field(default=ContactKind.PROGRESS, title=gettext_noop("Kind"))
    means: Means = Field(title=gettext_noop("Means"))
    words: RequiredText = Field(title=gettext_noop("What was said"))
    reached: bool = Field(default=True, title=gettext_noop("Customer reached"))
    at: PastMoment | None = Field(default=None, title=gettext_noop("When"))
    recording: Line = Field(default="", title=gettext_noop("Recording"))
    contacts_verified: bool = Field(default=False, title=gettext_noop("Contacts verified with the customer"))
    new_phone: Phone = Field(default="", title=gettext_noop("New telephone, if it has changed"))
    new_email: Email = Field(default="", title=gettext_noop("New e-mail, if it has changed"))
    new_address: Address = Field(default="", title=gettext_noop("New address, if it has changed"))

    example = {"kind": "progress", "means": "call", "words": "告知客户正在核实，预计两日内答复。"}

    @classmethod
    def presets(cls, case: Case, actor: Actor) -> Presets:
        """Whoever writes down a contact has had one."""
        return {"reached": True}

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        admit_handlers(cls, case, actor)

    def check(self, case: Case, actor: Actor) -> None:
        if self.kind == ContactKind.CONFIRMATION:
            refuse(
                "INT-07",
                _("Confirm the acceptance with its own step; it stops the confirmation limit."),
                field="kind",
            )
        if self.kind == ContactKind.RESULT and not actor.has_over(common.INTAKE_TOO, case.row.unit_id):
            matters.check_who_tells(case)
        verified_contacts.check(self.contacts_verified, self.reached, self.new_contacts)

    @property
    def new_contacts(self) -> dict[str, str]:
        """What of the customer's contacts has changed."""
        new = {"phone": self.new_phone, "email": self.new_email, "address": self.new_address}
        return {name: value for name, value in new.items() if value}

    def do(self, case: Case, actor: Actor) -> Facts:
        at = written.counted(case, self.at, proven=bool(self.recording))
        case.add(
            Contact(
                complaint=case.row,
                kind=self.kind,
                means=self.means,
                at=self.at or case.now,
                words=self.words,
                reached=self.reached,
                recording=self.recording,
                by_id=actor.id,
            )
        )
        if self.reached:  # nobody was contacted by a call that was not answered (FLW-11)
            case.event("contacted", at=at)
        if self.kind == ContactKind.PROGRESS:
            more = {"words": self.words, "reference": self.recording}
            tellings.tell(case, actor, Told.PROGRESS, self.means, at, reached=self.reached, **more)
        if self.reached and self.kind in (ContactKind.PROGRESS, ContactKind.RESULT):
            case.event("progress_told", at=at)
        told: Facts = {"kind": self.kind, "means": self.means, "reached": self.reached}
        if self.contacts_verified:
            told |= verified_contacts.take(case, actor, self.new_contacts)
        return told


def admit_handlers(command: type[Command], case: Case, actor: Actor) -> None:
    """Customer service of the unit and above, or a department that has an order of the case (FLW-08)."""
    if actor.has_over(common.INTAKE_TOO, case.row.unit_id):
        return
    if not any(actor.has_in(common.DEPARTMENT, order.department_id) for order in case.row.orders.all()):
        raise command.forbidden()
