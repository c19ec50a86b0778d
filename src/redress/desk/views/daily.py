"""The coordinator's list of the day (ORG-05)."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from redress.casework import moment
from redress.complaints.oversight import daily as queries
from redress.desk.decorators import StaffRequest, staff

DAY = timedelta(days=1)


@require_safe
@staff
def daily(request: StaffRequest) -> HttpResponse:
    today = timezone.localdate(moment.now())
    day = _day(request.GET.get("day", ""), today)
    context = {
        "rows": queries.day_of(request.actor, day),
        "day": day,
        "before": day - DAY,
        "after": day + DAY if day < today else None,
        "most": queries.MOST,
    }
    return render(request, "desk/daily.html", context)


def _day(text: str, today: date) -> date:
    """The day asked for; today where it is none or lies outside what a case can have."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if date(2000, 1, 1) <= day <= today else today
