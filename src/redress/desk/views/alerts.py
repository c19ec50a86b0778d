"""Alerts: what the commands and clocks want somebody to know (COM-10)."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from redress.desk.decorators import StaffRequest, staff
from redress.desk.pages import notices
from redress.messages import queries

SIZE = 50
MOST_FILES = 10


@require_safe
@staff
def alerts(request: StaffRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    found = queries.page(
        request.actor, int(before) if before.isdecimal() and len(before) < 19 else None, SIZE
    )
    return render(request, "desk/alerts.html", {"alerts": found.rows, "more": found.more})


@require_safe
@staff
def latest(request: StaffRequest) -> HttpResponse:
    """What the bell unfolds."""
    found = queries.page(request.actor, None, SIZE)
    return render(request, "desk/notices.html", {"notices": notices.by_file(found.rows)[:MOST_FILES]})


@require_POST
@staff
def read(request: StaffRequest) -> HttpResponse:
    asked = [int(given) for given in request.POST.getlist("id") if given.isdecimal() and len(given) < 19]
    queries.mark_read(request.actor, asked if "all" not in request.POST else None)
    return redirect("desk:alerts")
