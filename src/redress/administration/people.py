"""Members of staff: adding them, and moving them to another department (ORG-01)."""

from __future__ import annotations

from typing import Annotated

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from redress.administration import places, proposals
from redress.administration.accounts import Dialled, Mail, check_mail, contact
from redress.administration.authority import ADMINISTRATORS, need, need_over
from redress.administration.door import AdministrationCommand
from redress.administration.file import Dossier
from redress.administration.numbers import person_number
from redress.administration.proposals import Proposing
from redress.casework.command import Facts
from redress.casework.inputs import CLEAN
from redress.casework.refusals import refuse
from redress.organisation.actor import Actor
from redress.organisation.kinds import Change, Duty, Widening
from redress.organisation.models import Proposal, User


class AddColleague(AdministrationCommand):
    """A new member of staff, who cannot sign in before a password was set (ORG-01).

    Mail address and telephone hold once a second person has confirmed them: keys are sent there.
    """

    name = "add_colleague"
    label = gettext_lazy("Add a person")
    creates = True
    duties = ADMINISTRATORS

    department: int
    username: Annotated[str, CLEAN, Field(max_length=150)]
    full_name: Annotated[str, CLEAN, Field(min_length=1, max_length=60)]
    email: Mail = ""
    phone: Dialled = ""

    example = {"department": 17, "username": "sc.li", "full_name": "李娜", "email": "li.na@anhe.example"}

    @classmethod
    def admit(cls, file: Dossier, actor: Actor) -> None:
        """Who may depends on the department, which its input names: `check` asks."""

    def check(self, file: Dossier, actor: Actor) -> None:
        need(actor, self.duties, places.department(self.department).unit)
        try:
            UnicodeUsernameValidator()(self.username)
        except ValidationError as error:
            refuse("ORG-01", error.messages[0], "username")
        if User.objects.filter(username__iexact=self.username).exists():
            refuse("ORG-01", _("Somebody else has this user name. Choose a different one."), "username")
        check_mail(self.email)

    def do(self, file: Dossier, actor: Actor) -> Facts:
        department = places.department(self.department)
        user = User(username=self.username, name=self.full_name, department=department)
        if actor.system:
            user.email, user.phone = self.email, self.phone
        user.set_unusable_password()
        user.save()
        file.row.person, file.row.number = user, person_number(user.pk)
        after = {"username": self.username, "name": self.full_name}
        file.note(Change.PERSON_ADDED, department=department, person=user, after=after)
        if (self.email or self.phone) and not actor.system:
            asked = contact(file, self.email, self.phone)
            proposals.ask(actor, asked)
            return proposals.put(file, actor, asked)
        return {}


class MovePerson(Proposing):
    """Have a person sit in another department; what reaches the person follows, so that a second person confirms it."""

    name = "move_person"
    label = gettext_lazy("Move to another department")
    duties = ADMINISTRATORS
    within_field = {"user": "department"}

    department: int

    example = {"department": 17}

    @classmethod
    def admit(cls, file: Dossier, actor: Actor) -> None:
        need_over(actor, file.person, cls.duties)

    def draft(self, file: Dossier) -> Proposal:
        to = places.department(self.department)
        asked = {"from": str(file.person.department_id or ""), "to": str(to.pk)}
        return Proposal(kind=Widening.MOVE, unit=to.unit, department=to, person=file.person, asked=asked)


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
def _move_confirmed(file: Dossier, actor: Actor, proposal: Proposal) -> None:
    user = file.person
    before = str(user.department_id or "")
    user.department = proposal.department
    user.save(update_fields=["department"])
    file.note(
        Change.PERSON_MOVED,
        department=proposal.department,
        person=user,
        before={"department": before},
        after={"department": str(proposal.department_id)},
    )
