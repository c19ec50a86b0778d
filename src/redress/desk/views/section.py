"""A section of the case page, when somebody opens it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from redress.casework import access
from redress.complaints.queries.case import find
from redress.desk.decorators import StaffRequest, staff
from redress.desk.sections.registry import BY_KEY


@require_safe
@staff
def section(request: StaffRequest, number: str, key: str) -> HttpResponse:
    found = BY_KEY.get(key)
    if found is None:
        raise Http404
    row = find(request.actor, number)
    access.log(request.actor, access.Action.READ, row.pk)
    context = {**found.build(row, request.actor), "case": row, "actor": request.actor, "section": found}
    template = found.template if request.htmx else "desk/case/section_page.html"
    return render(request, template, context)
