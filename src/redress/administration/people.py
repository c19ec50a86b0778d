"""Members of staff: adding them, and moving them to another department (ORG-01)."""

from __future__ import annotations

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from redress.administration import proposals
from redress.administration.accounts import change_contact, need_over
from redress.administration.authority import ADMINISTRATORS, need
from redress.administration.recording import record
from redress.organisation.actor import Actor
from redress.organisation.kinds import Change, Duty, Widening
from redress.organisation.models import Department, Proposal, User
from redress.organisation.refusals import refuse
from redress.sealing.doors import atomic


@atomic("organisation")
def add_person(
    actor: Actor, department: Department, *, username: str, name: str, email: str = "", phone: str = ""
) -> User:
    """A new member of staff, who cannot sign in before a password was set (ORG-01).

    Mail address and telephone hold once a second person has confirmed them: keys are sent there.
    """
    need(actor, ADMINISTRATORS, department.unit)
    try:
        UnicodeUsernameValidator()(username)
    except ValidationError as error:
        refuse("ORG-01", error.messages[0], "username")
    if User.objects.filter(username__iexact=username).exists():
        refuse("ORG-01", _("Somebody else has this user name. Choose a different one."), "username")
    user = User(username=username, name=name, department=department)
    if actor.system:
        user.email, user.phone = email, phone
    user.set_unusable_password()
    user.save()
    after = {"username": username, "name": name}
    record(actor, Change.PERSON_ADDED, department=department, person=user, after=after)
    if (email or phone) and not actor.system:
        change_contact(actor, user, email, phone)
    return user


@atomic("organisation")
def move_person(actor: Actor, user: User, department: Department) -> Proposal:
    """The person will sit in another department; what reaches the person follows, so that a second person confirms."""
    asked = {"from": str(user.department_id or ""), "to": str(department.pk)}
    return proposals.propose(actor, Widening.MOVE, department.unit, asked, person=user, department=department)


def _move_asked(actor: Actor, proposal: Proposal, duties: frozenset[Duty]) -> None:
    user, department = proposal.person, proposal.department
    assert user is not None
    assert department is not None
    need_over(actor, user, duties)
    need(actor, duties, department.unit)
    proposals.never_oneself(actor, user)
    if user.department_id == department.pk:
        refuse(
            "ORG-01",
            _("%(name)s sits there already. Nothing needs to be done.") % {"name": user},
            "department",
        )
    if str(user.department_id or "") != proposal.asked["from"]:
        because = _("%(name)s sits in %(department)s by now. Propose the move again.")
        refuse("ORG-01", because % {"name": user, "department": user.department}, "department")


@proposals.carries_out(Widening.MOVE, asks=_move_asked)
def _move_confirmed(actor: Actor, proposal: Proposal) -> None:
    user = proposal.person
    assert user is not None
    before = str(user.department_id or "")
    user.department = proposal.department
    user.save(update_fields=["department"])
    record(
        actor,
        Change.PERSON_MOVED,
        department=proposal.department,
        person=user,
        before={"department": before},
        after={"department": str(proposal.department_id)},
    )
