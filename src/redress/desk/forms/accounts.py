"""Forms that change people: posts, deputies, accounts (ORG-01, ORG-12)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.administration.accounts import ChangeContact
from redress.administration.appointments import Appoint, EndAppointment
from redress.administration.deputies import EndDeputy, NameDeputy, may_name
from redress.administration.door import PEOPLE
from redress.administration.numbers import person_key, person_number
from redress.administration.people import AddColleague, MovePerson
from redress.desk.forms.changing import PROPOSED, ChangeForm, colleague
from redress.desk.forms.named import PersonField, colleagues
from redress.desk.forms.words import Words
from redress.organisation.actor import Actor
from redress.organisation.deputising import NAMERS
from redress.organisation.kinds import Duty
from redress.organisation.models import Appointment, Department, Deputy, Unit, User


class AppointForm(ChangeForm):
    title = gettext_lazy("Appoint somebody")
    button = gettext_lazy("Appoint")

    department = forms.ModelChoiceField(
        Department.objects.none(), label=gettext_lazy("Department"), empty_label=None
    )
    user = PersonField(label=gettext_lazy("Person"))
    duty = forms.ChoiceField(choices=Duty.choices, label=gettext_lazy("Duty"))
    first = forms.DateField(label=gettext_lazy("First day"))
    last = forms.DateField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: until it is ended.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["department"]
        field.queryset = self.unit.departments.select_related("unit")
        field.label_from_instance = lambda department: department.get_kind_display()

    def people(self) -> list[str]:
        return colleagues(self.unit)

    def clean_user(self) -> User:
        found = User.objects.select_related("department__unit").filter(
            Q(department__unit__in=self.actor.over(self.duties)) | Q(department=None),
            username=self.cleaned_data["user"],
            is_active=True,
        )
        user = found.first()
        if user is None:
            raise forms.ValidationError(
                _("Nobody in your units has this user name. Add the person first, or check the spelling.")
            )
        return user

    def act(self, **given: Any) -> str:
        user, duty = given.pop("user"), Duty(given["duty"])
        done = self.of_person(Appoint(**given | {"department": given["department"].pk}), user)
        if "proposal" in done.facts:
            return _(
                "Proposed: %(name)s, %(duty)s. It waits for a second person and gives nothing before."
            ) % {
                "name": user,
                "duty": duty.label,
            }
        return _("%(name)s is appointed: %(duty)s.") % {"name": user, "duty": duty.label}


class EndForm(ChangeForm):
    title = gettext_lazy("End an appointment")
    button = gettext_lazy("End it")
    left: Sequence[str] = ()
    """Numbers of open cases of the person."""

    last = forms.DateField(label=gettext_lazy("Last day"))

    def __init__(self, appointment: Appointment, actor: Actor, data: Any = None, initial: Any = None) -> None:
        super().__init__(actor, appointment.department.unit, data, initial)
        self.appointment = appointment
        self.read(PEOPLE, person_number(appointment.user_id))

    def act(self, **given: Any) -> str:
        self.of_person(EndAppointment(appointment=self.appointment.pk, **given), self.appointment.user)
        return _("The appointment ends on %(day)s.") % {"day": given["last"]}


class DeputyForm(ChangeForm):
    title = gettext_lazy("Name a deputy")
    button = gettext_lazy("Name the deputy")
    duties = NAMERS

    absent = PersonField(label=gettext_lazy("Who is absent"))
    deputy = PersonField(label=gettext_lazy("Deputy"))
    first = forms.DateField(label=gettext_lazy("First day"))
    last = forms.DateField(
        label=gettext_lazy("Last day"), help_text=gettext_lazy("Afterwards the work goes back by itself.")
    )
    reason = Words(label=gettext_lazy("Reason"), max_length=200)

    def people(self) -> list[str]:
        return colleagues(self.unit)

    def _found(self, field: str) -> User:
        user = (
            User.objects.select_related("department__unit")
            .filter(username=self.cleaned_data[field], is_active=True)
            .first()
        )
        if user is None:
            raise forms.ValidationError(_("Nobody has this user name. Check the spelling."))
        return user

    def clean_absent(self) -> User:
        return self._found("absent")

    def clean_deputy(self) -> User:
        return self._found("deputy")

    def act(self, **given: Any) -> str:
        self.person = absent = given.pop("absent")
        self.of_person(NameDeputy(**given | {"deputy": given["deputy"].pk}), absent)
        said = {"absent": absent, **{name: given[name] for name in ("deputy", "first", "last")}}
        return _("%(deputy)s acts for %(absent)s from %(first)s to %(last)s.") % said


class OwnDeputyForm(DeputyForm):
    """Whoever will be absent names the deputy."""

    title = gettext_lazy("Name a deputy for yourself")
    field_order = ("deputy", "first", "last", "reason")

    def __init__(self, absent: User, actor: Actor, data: Any = None, initial: Any = None) -> None:
        department = absent.department
        assert department is not None  # the page offers it to who sits somewhere
        self.oneself = absent
        super().__init__(actor, department.unit, data, initial)
        del self.fields["absent"]

    def allowed(self, actor: Actor, unit: Unit) -> bool:
        return actor.id == self.oneself.pk

    def act(self, **given: Any) -> str:
        return super().act(absent=self.oneself, **given)


class EndDeputyForm(ChangeForm):
    title = gettext_lazy("The person is back")
    button = gettext_lazy("End the deputy's time")
    duties = NAMERS

    last = forms.DateField(label=gettext_lazy("Last day"))

    def __init__(self, named: Deputy, actor: Actor, data: Any = None, initial: Any = None) -> None:
        department = named.absent.department
        assert department is not None  # who sits nowhere is given no deputy
        self.named, self.person = named, named.absent
        super().__init__(actor, department.unit, data, initial)
        self.read(PEOPLE, person_number(named.absent_id))

    def allowed(self, actor: Actor, unit: Unit) -> bool:
        return actor.id == self.named.deputy_id or may_name(actor, self.named.absent)

    def act(self, **given: Any) -> str:
        self.of_person(EndDeputy(named=self.named.pk, **given), self.named.absent)
        return _("The deputy's time ends on %(day)s.") % {"day": given["last"]}


class PersonForm(ChangeForm):
    title = gettext_lazy("Add a person")
    button = gettext_lazy("Add person")
    fields_of = {"full_name": "name"}

    department = forms.ModelChoiceField(
        Department.objects.none(), label=gettext_lazy("Department"), empty_label=None
    )
    name = Words(label=gettext_lazy("Name"), max_length=60)
    username = Words(label=gettext_lazy("User name"), max_length=150)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    phone = Words(label=gettext_lazy("Telephone"), max_length=30, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["department"]
        field.queryset = self.unit.departments.select_related("unit")
        field.label_from_instance = lambda department: department.get_kind_display()

    def act(self, **given: Any) -> str:
        command = AddColleague(full_name=given.pop("name"), department=given.pop("department").pk, **given)
        done = PEOPLE.execute(command, self.actor, key=self.key)
        self.person = User.objects.get(username=given["username"], pk=person_key(done.number))
        return _("%(name)s is added. Give out a link for the password, then appoint.") % {"name": self.person}


class MoveForm(ChangeForm):
    title = gettext_lazy("Move a person to another department")
    button = gettext_lazy("Propose")

    user = PersonField(label=gettext_lazy("Person"))
    department = forms.ModelChoiceField(
        Department.objects.none(), label=gettext_lazy("New department"), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["department"]
        field.queryset = self.unit.departments.select_related("unit")
        field.label_from_instance = lambda department: department.get_kind_display()

    def people(self) -> list[str]:
        return colleagues(self.unit)

    def clean_user(self) -> User:
        return colleague(self, "user")

    def act(self, **given: Any) -> str:
        self.of_person(MovePerson(department=given["department"].pk), given["user"])
        return str(PROPOSED)


class ContactForm(ChangeForm):
    title = gettext_lazy("Mail address and telephone of a person")
    button = gettext_lazy("Propose")

    user = PersonField(label=gettext_lazy("Person"))
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    phone = Words(label=gettext_lazy("Telephone"), max_length=30, required=False)

    def people(self) -> list[str]:
        return colleagues(self.unit)

    def clean_user(self) -> User:
        return colleague(self, "user")

    def act(self, **given: Any) -> str:
        self.of_person(ChangeContact(email=given["email"], phone=given["phone"]), given["user"])
        return str(PROPOSED)
