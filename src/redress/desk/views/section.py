"""A section of the page of a file, when somebody opens it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from redress.casework import access
from redress.casework.kinds import KINDS
from redress.desk.decorators import StaffRequest, staff
from redress.desk.files import find
from redress.desk.sections.registry import BY_KIND


@require_safe
@staff
def section(request: StaffRequest, number: str, key: str) -> HttpResponse:
    row = find(request.actor, number)
    sections = BY_KIND[KINDS.of(row.pk).name]
    found = next((each for each in sections if each.key == key), None)
    if found is None:
        raise Http404
    access.log(request.actor, access.Action.READ, row.pk)
    context = {**found.build(row, request.actor), "case": row, "actor": request.actor, "section": found}
    template = found.template if request.htmx else "desk/case/section_page.html"
    return render(request, template, context)
