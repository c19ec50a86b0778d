"""Group risk: clusters of cases, and the cases of each (INS-07)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from redress.complaints.oversight.queries import clusters as found
from redress.desk.decorators import StaffRequest, staff


@require_safe
@staff
def clusters(request: StaffRequest) -> HttpResponse:
    language = get_language() or "zh"
    start = request.GET.get("from", "")
    place = int(start) if start.isdecimal() and len(start) < 6 else 0
    risks = [
        (risk, risk.rule.title.get(language))
        for risk in found.risks(request.actor, request.GET.get("rule", ""), place)
    ]
    return render(request, "desk/clusters.html", {"risks": risks})


@require_safe
@staff
def cases(request: StaffRequest) -> HttpResponse:
    rule, shown = found.cases(request.actor, request.GET.get("rule", ""), request.GET.get("key", "")[:200])
    context = {
        "title": rule.title.get(get_language() or "zh"),
        "rule": rule,
        "cases": shown,
        "most": found.CASES,
    }
    return render(request, "desk/clusters_cases.html", context)
