"""The calculator of the calendar page, and loading a year from a file."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from redress.administration.authority import ADMINISTRATORS, NotYourDuty
from redress.administration.door import CALENDARS
from redress.administration.years import LoadYear, may_load
from redress.casework.listing import listed
from redress.desk.forms.words import Words
from redress.desk.pages import calendar as pages
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_named, title
from redress.organisation.models import CalendarYear
from redress.worktime import CalendarError
from redress.worktime.planfile import decoded

LARGEST = 200_000
"""Bytes of a year file; a real one has about a thousand."""
UNITS = [("working", gettext_lazy("working days")), ("calendar", gettext_lazy("calendar days"))]


class SumForm(forms.Form):
    """Start + n days."""

    start = forms.DateField(label=gettext_lazy("Start day"))
    n = forms.IntegerField(label=gettext_lazy("Days"), min_value=1, max_value=1000)
    unit = forms.ChoiceField(choices=UNITS, label=gettext_lazy("Counted as"))

    def sum(self, name: str) -> pages.Sum | None:
        """The answer; None while the input is not whole or leaves what calendars reach over."""
        if not self.is_bound or not self.is_valid():
            return None
        given = self.cleaned_data
        try:
            return pages.add(
                calendar_named(name), given["start"], given["n"], working=given["unit"] == "working"
            )
        except OverflowError:
            self.add_error("start", _("Calendars reach from 1990 to 2100."))
            return None


class LoadForm(forms.Form):
    """A year from a file, in two steps: first what it would change, then the change."""

    calendar = forms.ChoiceField(label=gettext_lazy("Calendar"))
    file = forms.FileField(
        label=gettext_lazy("Year file"),
        required=False,
        help_text=gettext_lazy("YAML with off and working_weekends, or CSV with date,kind,name; UTF-8."),
    )
    text = forms.CharField(required=False, widget=forms.HiddenInput, strip=False, max_length=LARGEST)
    name = Words(required=False, widget=forms.HiddenInput, max_length=200)

    def __init__(self, actor: Actor, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self.key = (data.get("key", "")[:80] if data is not None else "") or str(uuid.uuid4())
        names = [name for name in pages.followed(actor) if may_load(actor, name)]
        if not names:
            followed = listed(title(name) for name in pages.followed(actor))
            where = _("the units that follow: %(calendars)s") % {"calendars": followed}
            raise NotYourDuty(ADMINISTRATORS, where)
        self.actor = actor
        field: Any = self.fields["calendar"]
        field.choices = [(name, title(name)) for name in names]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        file = given.get("file")
        try:
            if file is not None:
                if file.size > LARGEST:
                    raise CalendarError(
                        f"{file.name}: is larger than {LARGEST} bytes; a file holds one year.",
                        f"{file.name}：超过 {LARGEST} 字节；一个文件只包含一年。",
                    )
                given["name"] = file.name
                given["text"] = decoded(file.read(), file.name).replace("\r\n", "\n")
            if not given.get("text"):
                raise CalendarError("Choose a file with one year.", "请选择一个年度文件。")
            if "calendar" in given:
                self.preview = pages.preview(given["calendar"], given["text"], given["name"] or "text")
        except CalendarError as error:
            self.add_error("file", error.say(get_language() or "zh"))
        return given

    def load(self) -> CalendarYear:
        """Keep the year that was previewed, and have the waiting deadlines recomputed."""
        given = self.cleaned_data
        name = given["calendar"]
        command = LoadYear(text=given["text"], file=given["name"] or "text")
        done = CALENDARS.execute(command, self.actor, CALENDARS.number_of(name), key=self.key)
        return CalendarYear.objects.get(calendar=name, year=str(done.facts["year"]))
