"""The monitor: stage by unit, who is late, and the cases behind each figure (FLW-17)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from redress.casework.paging import unpack
from redress.complaints.lists.filters import Filters
from redress.complaints.lists.queue import Scope, queue
from redress.complaints.oversight.queries.monitor import STATES, board
from redress.complaints.states import STATE_LABELS
from redress.desk import filter_form
from redress.desk.decorators import StaffRequest, staff
from redress.organisation.queries import units_below


@require_safe
@staff
def monitor(request: StaffRequest) -> HttpResponse:
    shown = board(request.actor, request.GET.get("unit", ""))
    columns = [(state, STATE_LABELS[state]) for state in STATES]
    return render(request, "desk/monitor.html", {"board": shown, "columns": columns})


@require_safe
@staff
def cases(request: StaffRequest) -> HttpResponse:
    filters = Filters.read(request.GET.dict())
    context = {
        "page": queue(request.actor, Scope.UNIT, filters, unpack(request.GET.get("after", ""))),
        "filters": filters,
        "form": filter_form.shown(request.actor, filters),
        "unit": units_below(request.actor).filter(code=filters.unit).first(),
    }
    return render(request, "desk/monitor_cases.html", context)
