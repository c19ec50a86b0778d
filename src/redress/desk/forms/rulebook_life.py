"""Forms of a rulebook's life: replaying a period, moving open cases (CLK-09, CLK-10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from redress.administration import publishing
from redress.complaints.rulebooks.queries.rulebooks import Edition
from redress.desk.forms.words import Words
from redress.organisation.actor import Actor
from redress.organisation.queries import units_below
from redress.rulebook import RulebookError
from redress.worktime.shipped import names

QUARTER = timedelta(days=90)
LARGEST = 500_000
"""Bytes of a rulebook; the largest shipped one has about 60,000."""
MOST_PROBLEMS = 20


class _UnitForm(forms.Form):
    """A form that asks for a unit of the actor's, or all of them."""

    def __init__(self, actor: Actor, editions: Sequence[Edition], data: Any = None) -> None:
        super().__init__(data)
        self.actor = actor
        units = units_below(actor).order_by("path")
        self.paths = {unit.code: unit.path for unit in units}
        shown = [(f"{each.name} {each.version}", f"{each.title} {each.version}") for each in editions]
        for name, field in self.fields.items():
            choosing: Any = field
            if name == "unit":
                choosing.choices = [("", _("All my units")), *((unit.code, str(unit)) for unit in units)]
            elif name in ("rulebook", "source", "target"):
                choosing.choices = shown

    @property
    def path(self) -> str:
        """Path of the chosen unit; empty for all."""
        return self.paths.get(self.cleaned_data["unit"], "")


class SimulateForm(_UnitForm):
    """Which period under which version."""

    rulebook = forms.ChoiceField(label=gettext_lazy("Under version"))
    first = forms.DateField(label=gettext_lazy("Registered from"))
    last = forms.DateField(label=gettext_lazy("Registered until"))
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    calendar = forms.ChoiceField(label=gettext_lazy("Working calendar"), required=False)

    def __init__(self, actor: Actor, editions: Sequence[Edition], data: Any = None) -> None:
        super().__init__(actor, editions, data)
        field: Any = self.fields["calendar"]
        field.choices = [("", _("Each unit's own")), *((name, name) for name in sorted(names()))]
        today = timezone.localdate()
        self.initial = {"first": (today - QUARTER).isoformat(), "last": today.isoformat()}

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("first") and given.get("last") and given["last"] < given["first"]:
            self.add_error("last", _("The last day lies before the first; give them in order."))
        return given


class MigrateForm(_UnitForm):
    """Whose open cases go from which version to which."""

    source = forms.ChoiceField(label=gettext_lazy("From version"))
    target = forms.ChoiceField(label=gettext_lazy("To version"))
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("source") and given.get("source") == given.get("target"):
            self.add_error("target", _("Choose another version than the one the cases follow."))
        return given


class PublishForm(forms.Form):
    """A rulebook from a file, in two steps: first what it changes, then the keeping."""

    file = forms.FileField(
        label=gettext_lazy("Rulebook file"), required=False, help_text=gettext_lazy("YAML, UTF-8.")
    )
    text = forms.CharField(required=False, widget=forms.HiddenInput, strip=False, max_length=LARGEST)
    name = Words(required=False, widget=forms.HiddenInput, max_length=200)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        file = given.get("file")
        try:
            if file is not None:
                given["name"], given["text"] = file.name, _decoded(file)
            if not given.get("text"):
                self.add_error("file", _("Choose a rulebook file."))
                return given
            self.proposed = publishing.propose(given["text"], given["name"] or "rulebook")
        except UnicodeDecodeError:
            self.add_error("file", _("The file is not UTF-8 text; save it as UTF-8."))
        except RulebookError as error:
            language = get_language() or "zh"
            for problem in error.problems[:MOST_PROBLEMS]:
                self.add_error("file", problem.get(language))
        return given


def _decoded(file: Any) -> str:
    content: bytes = file.read(LARGEST + 1)
    return content[:LARGEST].decode("utf-8-sig").replace("\r\n", "\n")
