"""Accounts: disabling and enabling them, new keys for them, and the addresses that keys are sent to (SEC-05)."""

from __future__ import annotations

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.utils import timezone
from django.utils.translation import gettext as _

from redress.administration import proposals
from redress.administration.authority import ADMINISTRATORS, need
from redress.administration.recording import record
from redress.organisation import ending, sign_ins
from redress.organisation.actor import Actor
from redress.organisation.kinds import Change, Duty, SignInEvent, Widening
from redress.organisation.models import Appointment, Proposal, SecondFactorUse, StaffSession, Unit, User
from redress.organisation.refusals import refuse
from redress.sealing.doors import atomic


def need_over_person(actor: Actor, user: User) -> Unit:
    """The unit of the person. Whoever gives out keys could use them: no place or duty may stand above the actor.

    Raises NotYourDuty; Refused for a person who sits nowhere.
    """
    need_over(actor, user, ADMINISTRATORS)
    return _seat(user)


def need_over(actor: Actor, user: User, duties: frozenset[Duty]) -> None:
    """One of the duties over the place and every post of the person; as `need_over_person`."""
    for unit in _units_of(user):
        need(actor, duties, unit)
    _seat(user)


def is_over(actor: Actor, user: User, duties: frozenset[Duty]) -> bool:
    """Whether one of the duties holds over the place and every post of the person, as `need_over` demands."""
    units = [unit.pk for unit in _units_of(user)]
    return bool(units) and all(actor.has_over(duties, unit) for unit in units)


def _seat(user: User) -> Unit:
    if user.department is None:
        refuse("ORG-01", _("%(name)s sits in no department. Give a department first.") % {"name": user})
    return user.department.unit


def _person(proposal: Proposal) -> User:
    assert proposal.person is not None
    return proposal.person


@atomic("organisation")
def note_password_link(actor: Actor, user: User) -> None:
    """A link with which the person sets a new password is about to be sent to the person; nobody else sees it."""
    need_over_person(actor, user)
    if not user.is_active:
        refuse("SEC-05", _("The account is disabled. Enable it first."))
    record(actor, Change.PASSWORD_LINK, department=user.department, person=user)
    sign_ins.note(SignInEvent.LINK_SENT, user=user, by=actor.id)


@atomic("organisation")
def propose_password_code(actor: Actor, user: User) -> Proposal:
    """No mail reaches the person: a second person will hand over the link, and whoever asks for it never sees it."""
    asked = {"asked": str(timezone.localdate())}
    return proposals.propose(actor, Widening.PASSWORD_CODE, _seat(user), asked, person=user)


def _code_asked(actor: Actor, proposal: Proposal, duties: frozenset[Duty]) -> None:
    user = _person(proposal)
    need_over(actor, user, duties)
    proposals.never_oneself(actor, user)
    if not user.is_active:
        refuse("SEC-05", _("The account is disabled. Enable it first."))


@proposals.carries_out(Widening.PASSWORD_CODE, asks=_code_asked)
def _code_confirmed(actor: Actor, proposal: Proposal) -> None:
    user = _person(proposal)
    record(actor, Change.PASSWORD_LINK, department=user.department, person=user)
    sign_ins.note(SignInEvent.LINK_SENT, user=user, by=actor.id)


@atomic("organisation")
def change_contact(actor: Actor, user: User, email: str, phone: str) -> Proposal:
    """Another mail address or telephone: keys are sent there, so that a second person confirms it."""
    asked = {"email": email, "phone": phone}
    return proposals.propose(actor, Widening.CONTACT, _seat(user), asked, person=user)


def _contact_asked(actor: Actor, proposal: Proposal, duties: frozenset[Duty]) -> None:
    user = _person(proposal)
    need_over(actor, user, duties)
    if (proposal.asked["email"], proposal.asked["phone"]) == (user.email, user.phone):
        refuse(
            "SEC-05", _("These are the address and the number already. Nothing needs to be done."), "email"
        )


@proposals.carries_out(Widening.CONTACT, asks=_contact_asked)
def _contact_confirmed(actor: Actor, proposal: Proposal) -> None:
    user = _person(proposal)
    before = user.email
    user.email, user.phone = proposal.asked["email"], proposal.asked["phone"]
    user.save(update_fields=["email", "phone"])
    record(actor, Change.ADDRESS_CHANGED, department=user.department, person=user)
    also = before if before != user.email else ""
    sign_ins.keys_changed.send(User, user=user, what=Change.ADDRESS_CHANGED.label, address="", also=also)


@atomic("organisation")
def disable(actor: Actor, user: User, reason: str) -> None:
    """The person can no longer sign in; sessions and tokens end at once. Nobody disables themself."""
    need_over_person(actor, user)
    if user.pk in proposals.behind(actor):
        refuse("SEC-05", _("Nobody disables their own account. Ask another administrator."))
    if not reason.strip():
        refuse("SEC-05", _("Say why the account is disabled."), "reason")
    found = User.objects.select_for_update().get(pk=user.pk)
    if not found.is_active:
        refuse("SEC-05", _("The account is disabled already. Nothing needs to be done."))
    not_the_last_administrator(found)
    found.is_active = user.is_active = False
    found.save(update_fields=["is_active"])
    record(actor, Change.DISABLED, department=user.department, person=user, after={"reason": reason.strip()})
    sign_ins.note(SignInEvent.DISABLED, user=user, by=actor.id)
    ending.end_access(user.pk)


@atomic("organisation")
def propose_enabling(actor: Actor, user: User, reason: str) -> Proposal:
    """An account that works again sees again what its duties see: a second person confirms it."""
    return proposals.propose(actor, Widening.ENABLE, _seat(user), {}, person=user, because=reason)


def _enabling_asked(actor: Actor, proposal: Proposal, duties: frozenset[Duty]) -> None:
    user = _person(proposal)
    need_over(actor, user, duties)
    proposals.never_oneself(actor, user)
    if user.is_active:
        refuse("SEC-05", _("The account is enabled already. Nothing needs to be done."))


@proposals.carries_out(Widening.ENABLE, asks=_enabling_asked)
def _enabling_confirmed(actor: Actor, proposal: Proposal) -> None:
    user = _person(proposal)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record(actor, Change.ENABLED, department=user.department, person=user)
    sign_ins.note(SignInEvent.ENABLED, user=user, by=actor.id)


@atomic("organisation")
def propose_factor_reset(actor: Actor, user: User, reason: str) -> Proposal:
    """The person lost the second factor. Without it a password alone would do: a second person confirms it."""
    return proposals.propose(actor, Widening.FACTOR_RESET, _seat(user), {}, person=user, because=reason)


def _reset_asked(actor: Actor, proposal: Proposal, duties: frozenset[Duty]) -> None:
    user = _person(proposal)
    need_over(actor, user, duties)
    proposals.never_oneself(actor, user)
    if not Authenticator.objects.filter(user=user).exists():
        refuse("SEC-05", _("No second factor is set up. Nothing needs to be done."))


@proposals.carries_out(Widening.FACTOR_RESET, asks=_reset_asked)
def _reset_confirmed(actor: Actor, proposal: Proposal) -> None:
    user = _person(proposal)
    Authenticator.objects.filter(user=user).delete()
    SecondFactorUse.objects.filter(user=user).delete()
    record(actor, Change.FACTOR_RESET, department=user.department, person=user)
    sign_ins.note(SignInEvent.FACTOR_RESET, user=user, by=actor.id)
    ending.end_access(user.pk)


@atomic("organisation")
def end_all_access(actor: Actor, user: User) -> None:
    """Every session and token of a person ends: a lost telephone, a stolen machine."""
    need_over_person(actor, user)
    record(actor, Change.SESSIONS_ENDED, department=user.department, person=user)
    sign_ins.note(SignInEvent.SESSION_ENDED, user=user, by=actor.id)
    ending.end_access(user.pk)


@atomic("organisation")
def end_session(actor: Actor, user: User, key: str) -> None:
    """One session of a person ends: a machine that was left behind."""
    need_over_person(actor, user)
    if not StaffSession.objects.filter(user=user, session=key).exists():
        refuse("SEC-05", _("This session has ended already. Nothing needs to be done."))
    record(actor, Change.SESSIONS_ENDED, department=user.department, person=user)
    sign_ins.note(SignInEvent.SESSION_ENDED, user=user, by=actor.id)
    ending.end_sessions([key])


@atomic("organisation")
def propose_identity(user: User, provider: str, uid: str) -> Proposal | None:
    """Somebody comes from the insurer's directory as this person for the first time; None: it waits already.

    The name the directory gives is no proof yet that it is the same person: a second person confirms it.
    """
    if user.department is None:
        return None
    asked = {"provider": provider, "uid": uid}
    same = Proposal.objects.filter(kind=Widening.IDENTITY, person=user, asked=asked, verdict="")
    if same.exists():
        return None
    # Nobody is signed in yet, and nobody becomes that person for it: the door may propose this and nothing else.
    comer = Actor(id=user.pk, name=user.name)
    unit = user.department.unit
    return proposals.propose(comer, Widening.IDENTITY, unit, asked, person=user, duties=frozenset())


def _identity_asked(actor: Actor, proposal: Proposal, duties: frozenset[Duty]) -> None:
    """Who comes has no duty for it; who confirms has one over the person."""
    user, asked = _person(proposal), proposal.asked
    if duties:
        need_over(actor, user, duties)
    if not user.is_active:
        refuse("SEC-05", _("The account is disabled. Enable it first."))
    if SocialAccount.objects.filter(provider=asked["provider"], uid=asked["uid"]).exclude(user=user).exists():
        refuse(
            "SEC-05",
            _(
                "That account of the directory is tied to somebody else already. Choose another "
                "one, or untie it there first."
            ),
        )


@proposals.carries_out(Widening.IDENTITY, asks=_identity_asked)
def _identity_confirmed(actor: Actor, proposal: Proposal) -> None:
    user = _person(proposal)
    SocialAccount.objects.get_or_create(
        provider=proposal.asked["provider"], uid=proposal.asked["uid"], defaults={"user": user}
    )
    record(actor, Change.IDENTITY_TIED, department=user.department, person=user)
    sign_ins.keys_changed.send(User, user=user, what=Change.IDENTITY_TIED.label, address="", also="")


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


def _units_of(user: User) -> Iterator[Unit]:
    if user.department is not None:
        yield user.department.unit
    for appointment in user.appointments.select_related("department__unit"):
        yield appointment.department.unit
