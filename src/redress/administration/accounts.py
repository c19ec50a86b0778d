"""Accounts: disabling and enabling them, new keys for them, and the addresses that keys are sent to (SEC-05)."""

from __future__ import annotations

from typing import Annotated, ClassVar

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from redress.administration import proposals
from redress.administration.authority import ADMINISTRATORS, need_over, seat
from redress.administration.door import AdministrationCommand
from redress.administration.file import Dossier
from redress.administration.proposals import Proposing
from redress.casework.command import Facts
from redress.casework.inputs import CLEAN, Line
from redress.casework.refusals import refuse
from redress.organisation import ending, sign_ins
from redress.organisation.actor import Actor
from redress.organisation.kinds import Change, Duty, SignInEvent, Widening
from redress.organisation.models import Appointment, Proposal, SecondFactorUse, StaffSession, User

Mail = Annotated[str, CLEAN, Field(max_length=254)]
"""A mail address of staff or of a department; `check_mail` says whether it is one."""
Dialled = Annotated[str, CLEAN, Field(max_length=30)]
"""A telephone number of staff, an extension of the house as well."""


def check_mail(given: str) -> None:
    """Refuse what is no mail address; none at all is one."""
    if given:
        try:
            validate_email(given)
        except ValidationError:
            refuse("SEC-05", _("This is no mail address. Correct it, or leave it empty."), "email")


class AccountCommand(AdministrationCommand):
    """A command on the account of a person, by who administers every place of that person."""

    cite = ("SEC-05",)
    duties = ADMINISTRATORS

    example = {}

    @classmethod
    def admit(cls, file: Dossier, actor: Actor) -> None:
        need_over(actor, file.person, cls.duties)


class AccountProposing(Proposing):
    """A change of an account that widens sight: it is asked for, and done once a second person has confirmed it."""

    cite = ("SEC-05",)
    duties = ADMINISTRATORS
    kind: ClassVar[Widening]

    because: Line = ""

    example = {"because": "返岗。"}

    def draft(self, file: Dossier) -> Proposal:
        return Proposal(
            kind=self.kind, unit=seat(file.person), person=file.person, asked={}, because=self.because
        )


class NotePasswordLink(AccountCommand):
    """A link with which the person sets a new password is about to be sent to the person; nobody else sees it."""

    name = "note_password_link"
    label = gettext_lazy("Link for a new password")

    def check(self, file: Dossier, actor: Actor) -> None:
        _is_enabled(file.person)

    def do(self, file: Dossier, actor: Actor) -> Facts:
        _link_sent(file, actor)
        return {}


class ProposePasswordCode(AccountProposing):
    """Ask for a new password where no mail reaches the person: a second person hands the link over, unseen by you."""

    name = "propose_password_code"
    label = gettext_lazy("New password without a mail address")
    kind = Widening.PASSWORD_CODE

    def draft(self, file: Dossier) -> Proposal:
        made = super().draft(file)
        made.asked = {"asked": str(timezone.localdate())}
        return made


def _code_asked(actor: Actor, proposal: Proposal, duties: frozenset[Duty]) -> None:
    user = _person(proposal)
    need_over(actor, user, duties)
    proposals.never_oneself(actor, user)
    _is_enabled(user)


@proposals.carries_out(Widening.PASSWORD_CODE, asks=_code_asked)
def _code_confirmed(file: Dossier, actor: Actor, proposal: Proposal) -> None:
    _link_sent(file, actor)


class ChangeContact(Proposing):
    """Another mail address or telephone: keys are sent there, so that a second person confirms it (SEC-05)."""

    name = "change_contact"
    label = gettext_lazy("Mail address and telephone of a person")
    cite = ("SEC-05",)
    duties = ADMINISTRATORS

    email: Mail = ""
    phone: Dialled = ""

    example = {"email": "li.na@anhe.example", "phone": "028-87001234"}

    def check(self, file: Dossier, actor: Actor) -> None:
        check_mail(self.email)
        super().check(file, actor)

    def draft(self, file: Dossier) -> Proposal:
        return contact(file, self.email, self.phone)


def contact(file: Dossier, email: str, phone: str) -> Proposal:
    """The draft that another address or telephone is asked for with."""
    asked = {"email": email, "phone": phone}
    return Proposal(kind=Widening.CONTACT, unit=seat(file.person), person=file.person, asked=asked)


def _contact_asked(actor: Actor, proposal: Proposal, duties: frozenset[Duty]) -> None:
    user = _person(proposal)
    need_over(actor, user, duties)
    if (proposal.asked["email"], proposal.asked["phone"]) == (user.email, user.phone):
        refuse(
            "SEC-05", _("These are the address and the number already. Nothing needs to be done."), "email"
        )


@proposals.carries_out(Widening.CONTACT, asks=_contact_asked)
def _contact_confirmed(file: Dossier, actor: Actor, proposal: Proposal) -> None:
    user = file.person
    before = user.email
    user.email, user.phone = proposal.asked["email"], proposal.asked["phone"]
    user.save(update_fields=["email", "phone"])
    file.note(Change.ADDRESS_CHANGED, department=user.department, person=user)
    also = before if before != user.email else ""
    sign_ins.keys_changed.send(User, user=user, what=Change.ADDRESS_CHANGED.label, address="", also=also)


class DisableAccount(AccountCommand):
    """Disable an account: its person signs in no longer; sessions and tokens end at once. Nobody disables themself."""

    name = "disable_account"
    label = gettext_lazy("Disable the account")

    reason: Line = ""

    example = {"reason": "离职。"}

    def check(self, file: Dossier, actor: Actor) -> None:
        user = file.person
        if user.pk in proposals.behind(actor):
            refuse("SEC-05", _("Nobody disables their own account. Ask another administrator."))
        if not self.reason:
            refuse("SEC-05", _("Say why the account is disabled."), "reason")
        if not User.objects.select_for_update(no_key=True).get(pk=user.pk).is_active:
            refuse("SEC-05", _("The account is disabled already. Nothing needs to be done."))
        not_the_last_administrator(user)

    def do(self, file: Dossier, actor: Actor) -> Facts:
        user = file.person
        user.is_active = False
        user.save(update_fields=["is_active"])
        file.note(Change.DISABLED, department=user.department, person=user, after={"reason": self.reason})
        sign_ins.note(SignInEvent.DISABLED, user=user, by=actor.id)
        ending.end_access(user.pk)
        return {}


class ProposeEnabling(AccountProposing):
    """Ask that an account works again, and sees again what its duties see (SEC-05)."""

    name = "propose_enabling"
    label = gettext_lazy("Propose to enable it")
    kind = Widening.ENABLE


def _enabling_asked(actor: Actor, proposal: Proposal, duties: frozenset[Duty]) -> None:
    user = _person(proposal)
    need_over(actor, user, duties)
    proposals.never_oneself(actor, user)
    if user.is_active:
        refuse("SEC-05", _("The account is enabled already. Nothing needs to be done."))


@proposals.carries_out(Widening.ENABLE, asks=_enabling_asked)
def _enabling_confirmed(file: Dossier, actor: Actor, proposal: Proposal) -> None:
    user = file.person
    user.is_active = True
    user.save(update_fields=["is_active"])
    file.note(Change.ENABLED, department=user.department, person=user)
    sign_ins.note(SignInEvent.ENABLED, user=user, by=actor.id)


class ProposeFactorReset(AccountProposing):
    """Ask that a lost second factor is taken away: without it a password alone would do (SEC-05)."""

    name = "propose_factor_reset"
    label = gettext_lazy("Propose a reset of the second factor")
    kind = Widening.FACTOR_RESET


def _reset_asked(actor: Actor, proposal: Proposal, duties: frozenset[Duty]) -> None:
    user = _person(proposal)
    need_over(actor, user, duties)
    proposals.never_oneself(actor, user)
    if not Authenticator.objects.filter(user=user).exists():
        refuse("SEC-05", _("No second factor is set up. Nothing needs to be done."))


@proposals.carries_out(Widening.FACTOR_RESET, asks=_reset_asked)
def _reset_confirmed(file: Dossier, actor: Actor, proposal: Proposal) -> None:
    user = file.person
    Authenticator.objects.filter(user=user).delete()
    SecondFactorUse.objects.filter(user=user).delete()
    file.note(Change.FACTOR_RESET, department=user.department, person=user)
    sign_ins.note(SignInEvent.FACTOR_RESET, user=user, by=actor.id)
    ending.end_access(user.pk)


class EndAllAccess(AccountCommand):
    """End every session and token of a person: a lost telephone, a stolen machine (SEC-05)."""

    name = "end_all_access"
    label = gettext_lazy("End all sessions and tokens")

    def do(self, file: Dossier, actor: Actor) -> Facts:
        _sessions_ended(file, actor)
        ending.end_access(file.person.pk)
        return {}


class EndSession(AccountCommand):
    """End one session of a person: a machine that was left behind (SEC-05)."""

    name = "end_session"
    label: ClassVar[str | Promise] = gettext_lazy("End this session")

    session: Annotated[str, Field(max_length=64)]
    """Its key as the table of sessions holds it."""

    example = {"session": "0" * 64}

    def check(self, file: Dossier, actor: Actor) -> None:
        if not StaffSession.objects.filter(user=file.person, session=self.session).exists():
            refuse("SEC-05", _("This session has ended already. Nothing needs to be done."))

    def do(self, file: Dossier, actor: Actor) -> Facts:
        _sessions_ended(file, actor)
        ending.end_sessions([self.session])
        return {}


def not_the_last_administrator(user: User, without: Appointment | None = None) -> None:
    """Refuse what would leave a unit without anybody who administers it, by a post there or above.

    `without`: only that appointment ends; else all of the person's.
    """
    today = timezone.localdate()
    held = Appointment.objects.filter(
        user=user, duty=Duty.ADMINISTRATOR, period__contains=today
    ).select_related("department__unit")
    if without is not None:
        held = held.filter(pk=without.pk)
    others = Appointment.objects.filter(
        duty=Duty.ADMINISTRATOR, period__contains=today, period__endswith__isnull=True, user__is_active=True
    )
    others = others.exclude(pk=without.pk) if without is not None else others.exclude(user=user)
    paths = list(others.values_list("department__unit__path", flat=True))
    for each in held:
        unit = each.department.unit
        if not any(unit.path.startswith(path) for path in paths):
            because = _("%(name)s is the last who administers %(unit)s. Appoint another administrator first.")
            refuse("SEC-05", because % {"name": user, "unit": unit})


def _person(proposal: Proposal) -> User:
    assert proposal.person is not None
    return proposal.person


def _is_enabled(user: User) -> None:
    if not user.is_active:
        refuse("SEC-05", _("The account is disabled. Enable it first."))


def _link_sent(file: Dossier, actor: Actor) -> None:
    user = file.person
    file.note(Change.PASSWORD_LINK, department=user.department, person=user)
    sign_ins.note(SignInEvent.LINK_SENT, user=user, by=actor.id)


def _sessions_ended(file: Dossier, actor: Actor) -> None:
    user = file.person
    file.note(Change.SESSIONS_ENDED, department=user.department, person=user)
    sign_ins.note(SignInEvent.SESSION_ENDED, user=user, by=actor.id)
