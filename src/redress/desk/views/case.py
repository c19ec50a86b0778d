"""The case page and its parts."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from redress.casework.purposes import Purpose
from redress.casework.rulebooks import rulebook_of
from redress.complaints.oversight import unmasking
from redress.complaints.queries import timeline
from redress.complaints.queries.case import find, opened, read
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms import said
from redress.desk.pages import entries
from redress.desk.pages.actions import greyed
from redress.desk.pages.case import NEWEST, CasePage
from redress.desk.pages.people import person
from redress.desk.views import clocks


@require_safe
@staff
def case(request: StaffRequest, number: str) -> HttpResponse:
    page = CasePage(read(request.actor, number, NEWEST))
    return render(request, "desk/case/page.html", {"page": page, "file": page.file, "case": page.file.row})


@require_safe
@staff
def refused(request: StaffRequest, number: str) -> HttpResponse:
    file = opened(request.actor, number)
    template = "desk/case/refused.html" if request.htmx else "desk/case/refused_page.html"
    return render(request, template, {"case": file.row, "actions": greyed(file)})


@require_safe
@staff
def older(request: StaffRequest, number: str) -> HttpResponse:
    row = find(request.actor, number)
    before, show = request.GET.get("before", ""), entries.asked(request.GET.get("show", ""))
    page = timeline.page(row, said.number(before), show=show)
    found = entries.shown(row, page.entries, rulebook_of(row))
    template = "desk/case/entries.html" if request.htmx else "desk/case/older.html"
    context = {"case": row, "entries": found, "older": page.older, "show": show, "filters": entries.FILTERS}
    return render(request, template, context)


@require_safe
@staff
def entry(request: StaffRequest, number: str, sequence: int) -> HttpResponse:
    row = find(request.actor, number)
    found = timeline.one(row, sequence)
    if found is None:
        raise Http404
    shown = entries.shown(row, [found], rulebook_of(row), whole=True)
    template = "desk/case/entries.html" if request.htmx else "desk/case/older.html"
    return render(request, template, {"case": row, "entries": shown, "older": None})


@require_safe
@staff
def clock(request: StaffRequest, number: str) -> HttpResponse:
    return clocks.explained(request, find(request.actor, number))


@require_safe
@staff
def ended(request: StaffRequest, number: str) -> HttpResponse:
    return clocks.ended(request, find(request.actor, number))


@require_POST
@staff
def unmask(request: StaffRequest, number: str, party: int) -> HttpResponse:
    purpose, note = request.POST.get("purpose", ""), said.words(request, "note", 500)
    found = unmasking.unmask(request.actor, number, party, purpose, note)
    template = "desk/case/person.html" if request.htmx else "desk/case/unmasked.html"
    context = {"case": {"number": number}, "person": person(found, plain=True), "purpose": purpose}
    response = render(request, template, context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@staff
def call(request: StaffRequest, number: str, party: int) -> HttpResponse:
    """The telephone number of a person of the case, shown whole because they are called now (SEC-02)."""
    found = unmasking.unmask(request.actor, number, party, Purpose.CONTACT)
    template = "desk/file/call.html" if request.htmx else "desk/case/unmasked.html"
    context = {"case": {"number": number}, "person": person(found, plain=True), "phone": found.phone}
    response = render(request, template, context)
    response["Cache-Control"] = "no-store"
    return response
