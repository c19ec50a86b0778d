"""Forms that set up committees and leading groups and give their seats (ORG-02, ORG-03)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.administration.door import UNITS
from redress.committee.kinds import BodyKind, SeatRole
from redress.committee.seating import EndSeat, GiveSeat, SetUpBody
from redress.desk.forms.changing import ChangeForm
from redress.desk.forms.named import PersonField, colleagues
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.organisation.models import Department, User


class BodyForm(ChangeForm):
    """A body that the unit does not have yet."""

    title = gettext_lazy("Set up a committee or leading group")
    button = gettext_lazy("Set up")

    kind = forms.ChoiceField(choices=BodyKind.choices, label=gettext_lazy("Kind"))

    def act(self, **given: Any) -> str:
        self.of_unit(SetUpBody(**given))
        body = self.unit.bodies.select_related("unit").get(kind=given["kind"])
        return _("%(body)s is set up. Give its seats next.") % {"body": body}


class SeatForm(ChangeForm):
    """A seat in a body of the unit: of a person, or of whoever has a duty."""

    title = gettext_lazy("Give a seat")
    button = gettext_lazy("Give the seat")

    body: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        None, label=gettext_lazy("Committee or leading group"), empty_label=None
    )
    role = forms.ChoiceField(choices=SeatRole.choices, label=gettext_lazy("Seat"), initial=SeatRole.MEMBER)
    user = PersonField(
        label=gettext_lazy("Person"),
        required=False,
        help_text=gettext_lazy("Empty: whoever has the duty below."),
    )
    department = forms.ModelChoiceField(
        Department.objects.none(), label=gettext_lazy("Department"), required=False, empty_label="—"
    )
    duty = forms.ChoiceField(choices=[("", "—"), *Duty.choices], label=gettext_lazy("Duty"), required=False)
    first = forms.DateField(label=gettext_lazy("First day"))
    last = forms.DateField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: until it is ended.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        body: Any = self.fields["body"]
        body.queryset = self.unit.bodies.select_related("unit")
        body.label_from_instance = lambda each: each.get_kind_display()
        department: Any = self.fields["department"]
        department.queryset = self.unit.departments.select_related("unit")
        department.label_from_instance = lambda each: each.get_kind_display()

    def people(self) -> list[str]:
        return colleagues(self.unit)

    def clean_user(self) -> User | None:
        name = self.cleaned_data["user"]
        if not name:
            return None
        found = User.objects.filter(
            username=name, is_active=True, department__unit__path__startswith=self.unit.path
        ).first()
        if found is None:
            raise forms.ValidationError(_("Nobody in this unit has this user name. Check the spelling."))
        return found

    def act(self, **given: Any) -> str:
        user, department = given.pop("user"), given.pop("department")
        self.of_unit(
            GiveSeat(
                body=given.pop("body").kind,
                user=user.pk if user else None,
                department=department.pk if department else None,
                duty=given.pop("duty") or None,
                **given,
            )
        )
        return _("Proposed. It waits for a second person and gives nothing before.")


class EndSeatForm(ChangeForm):
    """The last day of a seat."""

    title = gettext_lazy("End a seat")
    button = gettext_lazy("End it")

    last = forms.DateField(label=gettext_lazy("Last day"))

    def __init__(self, seat: Any, actor: Actor, data: Any = None, initial: Any = None) -> None:
        super().__init__(actor, seat.body.unit, data, initial)
        self.seat = seat
        self.read(UNITS, seat.body.unit.code)

    def act(self, **given: Any) -> str:
        self.of_unit(EndSeat(seat=self.seat.pk, **given))
        return _("The seat ends on %(day)s.") % {"day": given["last"]}


FORMS: dict[str, type[ChangeForm]] = {"body": BodyForm, "seat": SeatForm}
"""By the word in the address."""
