"""What forms that change the organisation have in common. What they do, and who may, is `administration`'s."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from redress.administration.authority import ADMINISTRATORS, NotYourDuty
from redress.administration.door import PEOPLE, UNITS, AdministrationCommand, AdministrationDoor
from redress.administration.numbers import person_number
from redress.casework import access
from redress.casework.door import Outcome
from redress.casework.problems import say
from redress.casework.refusals import KeyReused, Refusal
from redress.desk.forms.assessment import sent_version
from redress.desk.forms.named import PersonField
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.organisation.models import Unit, User


class ChangeForm(forms.Form):
    """A change at one unit. `done` is what the user is told afterwards, `person` whom it was about.

    `version` is that of the file which was read; None where the form itself says whose file it is.
    """

    title: ClassVar[str | Promise]
    button: ClassVar[str | Promise]
    duties: ClassVar[frozenset[Duty]] = ADMINISTRATORS
    fields_of: ClassVar[Mapping[str, str]] = {}
    """What the command calls a field -> what the form calls it."""
    person: User | None = None
    version: int | None = None
    done = ""

    def __init__(self, actor: Actor, unit: Unit, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        if not self.allowed(actor, unit):
            raise NotYourDuty(self.duties, unit)
        self.actor, self.unit = actor, unit
        self.key = (data.get("key", "")[:80] if data is not None else "") or str(uuid.uuid4())
        for field in self.fields.values():
            if isinstance(field, PersonField):
                field.within = actor.over(self.duties)

    def allowed(self, actor: Actor, unit: Unit) -> bool:
        """Whether the form is shown at all; the change itself asks again."""
        return actor.has_over(self.duties, unit.pk)

    def read(self, door: AdministrationDoor, number: str) -> None:
        """Remember which version of the file the form was made of."""
        self.version = sent_version(self.data or None, door.version_of(number))

    def carry_out(self) -> bool:
        """Whether it was done. What stands against it is then written beside its field."""
        if not self.is_valid():
            return False
        try:
            self.done = self.act(**self.cleaned_data)
        except NotYourDuty:
            raise
        except Refusal as refused:
            access.told(refused)
            if isinstance(refused, KeyReused):
                self.key = str(uuid.uuid4())
            field = self.fields_of.get(refused.field, refused.field)
            self.add_error(field if field in self.fields else None, str(refused))
            return False
        except ValidationError as error:
            for fault in error.errors():
                name = str(fault["loc"][0]) if fault["loc"] else ""
                field = self.fields_of.get(name, name)
                self.add_error(field if field in self.fields else None, say(fault))
            return False
        return True

    def of_unit(self, command: AdministrationCommand) -> Outcome:
        """Give it on the file of the unit, or have it make one."""
        number = "" if command.creates else self.unit.code
        return UNITS.execute(command, self.actor, number, self.version, self.key)

    def of_person(self, command: AdministrationCommand, user: User) -> Outcome:
        """Give it on the file of that person."""
        return PEOPLE.execute(command, self.actor, person_number(user.pk), self.version, self.key)

    def act(self, **given: Any) -> str:
        """What the form is for; every form says it."""
        raise TypeError(f"{type(self).__name__} does not say what it does")


PROPOSED = gettext_lazy("Proposed. It waits for a second person and gives nothing before.")


def colleague(form: ChangeForm, field: str) -> User:
    found = User.objects.select_related("department__unit").filter(
        username=form.cleaned_data[field], department__unit__in=form.actor.reach
    )
    user = found.first()
    if user is None:
        raise forms.ValidationError(_("Nobody in your units has this user name. Check the spelling."))
    return user
