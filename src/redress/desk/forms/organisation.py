"""Forms that change the organisation. What they do, and who may, is redress.administration's business."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from pydantic import ValidationError

from redress.administration import following
from redress.administration.accounts import ChangeContact
from redress.administration.appointments import Appoint, EndAppointment
from redress.administration.authority import ADMINISTRATORS, CLOSERS, NotYourDuty
from redress.administration.deputies import EndDeputy, NameDeputy, may_name
from redress.administration.door import PEOPLE, UNITS, AdministrationCommand, AdministrationDoor
from redress.administration.numbers import person_key, person_number
from redress.administration.people import AddColleague, MovePerson
from redress.administration.units import AddDepartment, AddUnit, ClosePeriod
from redress.casework import access, rulebooks
from redress.casework.door import Outcome
from redress.casework.problems import say
from redress.casework.refusals import KeyReused, Refusal
from redress.desk.forms.assessment import sent_version
from redress.desk.forms.named import PersonField, colleagues
from redress.desk.forms.words import Words
from redress.organisation import calendars
from redress.organisation.actor import Actor
from redress.organisation.deputising import NAMERS
from redress.organisation.kinds import DepartmentKind, Duty, Line, UnitKind
from redress.organisation.models import Appointment, Department, Deputy, Unit, User
from redress.rulebook.schema.method import Governs
from redress.worktime.shipped import names


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


class UnitForm(ChangeForm):
    title = gettext_lazy("Add a unit")
    button = gettext_lazy("Add unit")
    fields_of = {"full_name": "name"}

    code = Words(label=gettext_lazy("Code"), max_length=20)
    name = Words(label=gettext_lazy("Name of the unit"), max_length=100)
    name_en = Words(label=gettext_lazy("English name"), max_length=100, required=False)
    kind = forms.ChoiceField(choices=UnitKind.choices, label=gettext_lazy("Kind"))
    line = forms.ChoiceField(choices=Line.choices, label=gettext_lazy("Line of business"))
    calendar = forms.ChoiceField(label=gettext_lazy("Calendar"), required=False)
    reception = Words(label=gettext_lazy("Where visitors are received"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["calendar"]
        field.choices = [("", _("As the unit above")), *((name, calendars.title(name)) for name in names())]
        self.initial.setdefault("line", self.unit.line)

    def act(self, **given: Any) -> str:
        self.of_unit(AddUnit(parent=self.unit.code, full_name=given.pop("name"), **given))
        return _("%(unit)s is added. Give it departments next.") % {
            "unit": Unit.objects.get(code=given["code"])
        }


class DepartmentForm(ChangeForm):
    title = gettext_lazy("Add a department")
    button = gettext_lazy("Add department")

    kind = forms.ChoiceField(choices=DepartmentKind.choices, label=gettext_lazy("Kind"))
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)

    def act(self, **given: Any) -> str:
        done = self.of_unit(AddDepartment(**given))
        department = Department.objects.select_related("unit").get(pk=str(done.facts["department"]))
        return _("%(department)s is added.") % {"department": department}


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
        return _colleague(self, "user")

    def act(self, **given: Any) -> str:
        self.of_person(MovePerson(department=given["department"].pk), given["user"])
        return str(_PROPOSED)


class ContactForm(ChangeForm):
    title = gettext_lazy("Mail address and telephone of a person")
    button = gettext_lazy("Propose")

    user = PersonField(label=gettext_lazy("Person"))
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    phone = Words(label=gettext_lazy("Telephone"), max_length=30, required=False)

    def people(self) -> list[str]:
        return colleagues(self.unit)

    def clean_user(self) -> User:
        return _colleague(self, "user")

    def act(self, **given: Any) -> str:
        self.of_person(ChangeContact(email=given["email"], phone=given["phone"]), given["user"])
        return str(_PROPOSED)


_PROPOSED = gettext_lazy("Proposed. It waits for a second person and gives nothing before.")


def _colleague(form: ChangeForm, field: str) -> User:
    found = User.objects.select_related("department__unit").filter(
        username=form.cleaned_data[field], department__unit__in=form.actor.reach
    )
    user = found.first()
    if user is None:
        raise forms.ValidationError(_("Nobody in your units has this user name. Check the spelling."))
    return user


class CloseForm(ChangeForm):
    title = gettext_lazy("Close a period")
    button = gettext_lazy("Save")
    duties = CLOSERS

    until = forms.DateField(
        label=gettext_lazy("Closed up to and including"),
        required=False,
        help_text=gettext_lazy(
            "Cases received on or before this day can no longer be entered, here and below. Empty: all is open."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("until", self.unit.closed_until)
        self.read(UNITS, self.unit.code)

    def act(self, **given: Any) -> str:
        self.of_unit(ClosePeriod(**given))
        if given["until"] is None:
            return _("All periods are open again.")
        return _("The period up to %(day)s is closed.") % {"day": given["until"]}


class RulebookForm(ChangeForm):
    """Which method the unit follows; below, which claims standard."""

    title = gettext_lazy("Method that the unit follows")
    button = gettext_lazy("Save")
    governs: ClassVar[Governs] = "complaints"

    rulebook = forms.ChoiceField(
        label=gettext_lazy("Rulebook"),
        required=False,
        help_text=gettext_lazy(
            "For new files, here and below; those that are there keep the version they have."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "zh"
        offered = [
            (each.name, f"{rulebooks.opened(each).title.get(language)} · {each.name}")
            for each in following.offered(self.governs)
        ]
        field: Any = self.fields["rulebook"]
        field.choices = [("", _("As the unit above")), *offered]
        self.initial.setdefault("rulebook", following.own(self.unit, self.governs))
        self.read(UNITS, self.unit.code)

    def act(self, **given: Any) -> str:
        self.of_unit(following.FollowRulebook(governs=self.governs, **given))
        if not given["rulebook"]:
            return _("%(unit)s follows what the unit above follows.") % {"unit": self.unit}
        return _("%(unit)s follows %(name)s from now on.") % {"unit": self.unit, "name": given["rulebook"]}


class StandardForm(RulebookForm):
    title = gettext_lazy("Claims standard that the unit follows")
    governs = "claims"


class CalendarForm(ChangeForm):
    title = gettext_lazy("Calendar that the unit counts by")
    button = gettext_lazy("Save")

    calendar = forms.ChoiceField(
        label=gettext_lazy("Calendar"),
        required=False,
        help_text=gettext_lazy("Deadlines that are running, here and below, are computed again at once."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["calendar"]
        field.choices = [("", _("As the unit above")), *((name, calendars.title(name)) for name in names())]
        self.initial.setdefault("calendar", self.unit.calendar)
        self.read(UNITS, self.unit.code)

    def act(self, **given: Any) -> str:
        self.of_unit(following.FollowCalendar(**given))
        return _("Saved. Running deadlines are being computed again.")


class ReceptionForm(ChangeForm):
    title = gettext_lazy("Where visitors are received")
    button = gettext_lazy("Save")

    reception = Words(label=gettext_lazy("Where visitors are received"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("reception", self.unit.reception)
        self.read(UNITS, self.unit.code)

    def act(self, **given: Any) -> str:
        self.of_unit(following.ChangeReception(**given))
        return _("Saved.")


CHANGES: dict[str, type[ChangeForm]] = {
    "appoint": AppointForm,
    "deputy": DeputyForm,
    "unit": UnitForm,
    "department": DepartmentForm,
    "person": PersonForm,
    "close": CloseForm,
    "method": RulebookForm,
    "standard": StandardForm,
    "calendar": CalendarForm,
    "reception": ReceptionForm,
    "move": MoveForm,
    "contact": ContactForm,
}
"""What can be changed at a unit, by the word in its address."""
