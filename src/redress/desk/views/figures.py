"""Figures by counting rule, and the cases behind each (CLO-09)."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from redress.casework.paging import unpack
from redress.complaints.oversight.queries import figures as counting
from redress.desk.decorators import StaffRequest, staff
from redress.desk.pages import figures as pages
from redress.rulebook.counting import RULES


@require_safe
@staff
def figures(request: StaffRequest) -> HttpResponse:
    asked = pages.period(request.GET.dict())
    found = counting.figures(request.actor, asked)
    context = {
        "found": found,
        "rules": pages.titles(found),
        "query": pages.query(asked),
        "fields": pages.fields(request.actor, asked),
    }
    return render(request, "desk/figures.html", context)


@require_safe
@staff
def cases(request: StaffRequest) -> HttpResponse:
    rule, asked = request.GET.get("rule", ""), pages.period(request.GET.dict())
    if rule not in RULES:
        raise Http404
    page = counting.counted(request.actor, rule, asked, unpack(request.GET.get("after", "")))
    named = next(each for each in counting.rules_of(counting.rulebook(request.actor)) if each.name == rule)
    context = {"page": page, "rule": named, "asked": asked, "query": pages.query(asked, rule=rule)}
    return render(request, "desk/figures_cases.html", context)
