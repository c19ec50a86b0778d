"""Choosing by which version a unit is given suggestions, with how good each was (INT-16)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.administration.door import UNITS
from redress.desk.forms.changing import ChangeForm
from redress.suggestions import queries
from redress.suggestions.choosing import UseSuggestions
from redress.suggestions.kinds import CHOOSES, LEAST, Question
from redress.suggestions.queries import Version


class SuggestionsForm(ChangeForm):
    """Which version; below, how sure it must be."""

    title = gettext_lazy("Suggestions while registering")
    button = gettext_lazy("Save")
    duties = CHOOSES

    fields_of = {"version": "learned"}

    learned = forms.TypedChoiceField(
        label=gettext_lazy("Learned version"),
        coerce=int,
        help_text=gettext_lazy(
            "Shares are of closed files that were held out, with where they lie in 95 of 100 samples as small. A "
            "suggestion is never applied by itself."
        ),
    )
    least = forms.IntegerField(
        label=gettext_lazy("Least confidence, percent"),
        min_value=50,
        max_value=99,
        help_text=gettext_lazy("Below it nothing is said."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = queries.versions(self.actor, self.unit)
        field: Any = self.fields["learned"]
        field.choices = [(0, _("No suggestions")), *((row.version, _told(row)) for row in rows)]
        now = next((row for row in rows if row.in_use), None)
        self.initial.setdefault("learned", now.version if now else 0)
        self.initial.setdefault("least", now.least if now else LEAST)
        self.read(UNITS, self.unit.code)

    def act(self, **given: Any) -> str:
        version: int = given["learned"]
        self.of_unit(UseSuggestions(version=version, least=given["least"]))
        if not version:
            return _("%(unit)s has no suggestions of its own any more.") % {"unit": self.unit}
        return _("%(unit)s and the units below are given suggestions by version %(version)s.") % {
            "unit": self.unit,
            "version": version,
        }


def _told(row: Version) -> str:
    """A version in one line: when, from how many files, how good for each question."""
    words = dict(Question.choices)
    parts = [
        _("%(question)s %(accuracy)s%% (%(low)s–%(high)s)")
        % {
            "question": words[each["question"]],
            "accuracy": round(each["accuracy"] * 100),
            "low": round(each["low"] * 100),
            "high": round(each["high"] * 100),
        }
        for each in row.measures
    ]
    day = date_format(localtime(row.learned_at), "Y-m-d")
    files = _("%(files)s files") % {"files": row.files}
    return " · ".join([f"{row.version}", day, files, *parts])
