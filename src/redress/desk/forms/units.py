"""Forms that change units: departments, periods, rulebooks, calendar, reception (ORG-01)."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from redress.administration import following
from redress.administration.authority import CLOSERS
from redress.administration.door import UNITS
from redress.administration.units import AddDepartment, AddUnit, ClosePeriod
from redress.casework import rulebooks
from redress.desk.forms.changing import ChangeForm
from redress.desk.forms.words import Words
from redress.organisation import calendars
from redress.organisation.kinds import DepartmentKind, Line, UnitKind
from redress.organisation.models import Department, Unit
from redress.rulebook.schema.method import Governs
from redress.worktime.shipped import names


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
