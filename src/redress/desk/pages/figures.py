"""What the page of figures asks for: the period, the unit, the class, and how to lead on from a figure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework import moment
from redress.complaints.oversight.queries.figures import Figures, Period, rulebook
from redress.complaints.queries import options
from redress.desk.form_fields import Choice, Field
from redress.organisation.actor import Actor
from redress.organisation.queries import units_below


def period(given: Mapping[str, str]) -> Period:
    """The period asked for; this year so far where nothing, or nothing readable, is given."""
    today = timezone.localdate(moment.now())
    return Period(
        first=_day(given.get("from", ""), date(today.year, 1, 1)),
        last=_day(given.get("to", ""), today),
        unit=given.get("unit", "")[:20],
        class_code=given.get("class", "")[:30],
        at_intake=given.get("basis") == "intake",
        only=given.get("only") == "1",
    )


def _day(text: str, default: date) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return default
    return found if 1990 <= found.year <= 2199 else default


def query(asked: Period, **more: str) -> str:
    """The period as a query string."""
    given = {
        "from": asked.first.isoformat(),
        "to": asked.last.isoformat(),
        "unit": asked.unit,
        "class": asked.class_code,
        "basis": "intake" if asked.at_intake else "",
        "only": "1" if asked.only else "",
    }
    return urlencode({name: value for name, value in (given | more).items() if value})


def fields(actor: Actor, asked: Period) -> list[Field]:
    """The form above the figures."""
    units = [Choice(unit.code, str(unit)) for unit in units_below(actor).order_by("path")]
    classes = options.titled(rulebook(actor).method.class_sets["method"].codes)
    return [
        Field("from", _("First day"), kind="date", value=asked.first.isoformat()),
        Field("to", _("Last day"), kind="date", value=asked.last.isoformat()),
        Field(
            "unit",
            _("Unit"),
            kind="select",
            value=asked.unit,
            choices=[Choice("", _("All that you see")), *units],
        ),
        Field(
            "class",
            _("Class"),
            kind="select",
            value=asked.class_code,
            choices=[Choice("", _("All classes")), *(Choice(each.value, each.label) for each in classes)],
        ),
        Field(
            "basis",
            _("Classed"),
            kind="select",
            value="intake" if asked.at_intake else "",
            choices=[Choice("", _("as it is now")), Choice("intake", _("as at intake"))],
        ),
    ]


def titles(found: Figures) -> list[tuple[str, str, str, Sequence[str]]]:
    """Name, title, version and citations of each rule, in the order of the columns."""
    language = "zh" if (get_language() or "zh").startswith("zh") else "en"
    return [(rule.name, rule.title[language], rule.version, rule.cite) for rule in found.rules]
