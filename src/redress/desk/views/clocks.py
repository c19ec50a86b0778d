"""Why a deadline is what it is, and the limits that ended: of a file of any kind that has clocks (CLK-07)."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from redress.casework import moment
from redress.casework.kinds import KINDS
from redress.clocks import queries
from redress.desk.decorators import StaffRequest
from redress.desk.forms import said
from redress.desk.pages import clocks as panels
from redress.organisation.calendars import calendar_of


def explained(request: StaffRequest, row: queries.Row) -> HttpResponse:
    """One clock of the file, named by the address."""
    which, occurrence = request.GET, request.GET.get("n", "1")
    about = (which.get("key", ""), which.get("about", ""), said.number(occurrence) or 0)
    explanation = queries.explanation(row, *about, get_language() or "zh")
    if explanation is None:
        raise Http404
    template = "desk/case/explanation.html" if request.htmx else "desk/case/clock.html"
    return render(request, template, {"file": row, "page": _page(row), "explanation": explanation})


def ended(request: StaffRequest, row: queries.Row) -> HttpResponse:
    """The clocks of the file that ended."""
    page = _page(row)
    rows = panels.ended(queries.states(row), moment.now(), calendar_of(row.unit), row.number, page)
    template = "desk/case/ended.html" if request.htmx else "desk/case/ended_page.html"
    return render(request, template, {"file": row, "page": page, "rows": rows})


def _page(row: queries.Row) -> str:
    return KINDS.of(row.pk).page
