"""The form with which somebody's work is handed over in one sitting (ORG-11, FLW-05)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.desk.forms.named import PersonField
from redress.desk.forms.words import Words
from redress.desk.leaving import Successors
from redress.organisation.actor import Actor
from redress.organisation.models import User


class LeavingForm(forms.Form):
    """One successor for all, another one for a kind where it is somebody else."""

    last = forms.DateField(label=gettext_lazy("Last day"))
    reason = Words(label=gettext_lazy("Reason"), max_length=200)
    successor = PersonField(
        label=gettext_lazy("Who takes over"),
        required=False,
        help_text=gettext_lazy("Cases, claims and corrective actions. Empty: they stay and are listed."),
    )
    cases = PersonField(label=gettext_lazy("Open cases go to somebody else"), required=False)
    claims = PersonField(label=gettext_lazy("Claims go to somebody else"), required=False)
    actions = PersonField(label=gettext_lazy("Corrective actions go to somebody else"), required=False)
    coordinator = PersonField(
        label=gettext_lazy("Who coordinates the department afterwards"),
        required=False,
        help_text=gettext_lazy("From the day after the last one."),
    )

    def __init__(self, actor: Actor, person: User, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.actor, self.person = actor, person
        for field in self.fields.values():
            if isinstance(field, PersonField):
                field.within = actor.reach

    def clean(self) -> dict[str, Any]:
        """The people by the names that were typed: one query."""
        given = super().clean() or {}
        names = {
            key: given[key]
            for key in ("successor", "cases", "claims", "actions", "coordinator")
            if given.get(key)
        }
        known = {
            user.username: user
            for user in User.objects.select_related("department__unit").filter(
                username__in=names.values(), is_active=True, department__unit__in=self.actor.reach
            )
        }
        for key, name in names.items():
            given[key] = known.get(name)
            if given[key] is None:
                self.add_error(key, _("Nobody in your units has this user name. Check the spelling."))
            elif given[key].pk == self.person.pk:
                self.add_error(key, _("This is the person who leaves. Name somebody else."))
        return given

    @property
    def successors(self) -> Successors:
        """Of a valid form."""
        given = self.cleaned_data
        everything = given.get("successor") or None
        return Successors(
            cases=given.get("cases") or everything,
            claims=given.get("claims") or everything,
            actions=given.get("actions") or everything,
            coordinator=given.get("coordinator") or None,
        )
