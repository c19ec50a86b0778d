"""The report on a change of people (ORG-06)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from redress.administration.door import UNITS
from redress.administration.notices import REPORTERS, FileReport
from redress.desk.forms.changing import ChangeForm
from redress.desk.forms.words import Words
from redress.organisation.actor import Actor
from redress.organisation.models import ChangeNotice, Department


class ReportForm(ChangeForm):
    """Begins with who left and who came; the reporter adds what the superior unit must know."""

    title = gettext_lazy("Report a change of people")
    button = gettext_lazy("File the report")
    duties = REPORTERS

    words = Words(label=gettext_lazy("Report"), max_length=5000, widget=forms.Textarea)

    def __init__(self, notice: ChangeNotice, actor: Actor, data: Any = None) -> None:
        super().__init__(actor, notice.department.unit, data, {"words": draft(notice)})
        self.notice = notice
        self.read(UNITS, self.unit.code)

    def act(self, **given: Any) -> str:
        done = self.of_unit(FileReport(notice=self.notice.pk, **given))
        superior = Department.objects.select_related("unit").get(pk=str(done.facts["to"]))
        return _("Reported to %(superior)s.") % {"superior": superior}


def draft(notice: ChangeNotice) -> str:
    """What the house knows already."""
    lines = [
        f"{notice.department} · {notice.get_duty_display()} · {notice.changed_on:%Y-%m-%d}",
        _("Left: %(name)s") % {"name": notice.left or "—"},
        _("Came: %(name)s") % {"name": notice.came or "—"},
    ]
    if notice.came and notice.came.phone:
        lines.append(_("Telephone: %(number)s") % {"number": notice.came.phone})
    return "\n".join(lines)
