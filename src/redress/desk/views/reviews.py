"""Reviews of branches' decisions, for the unit above them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from redress.casework.paging import unpack
from redress.complaints.law.queries.reviews import reviews as waiting
from redress.desk.decorators import StaffRequest, staff


@require_safe
@staff
def reviews(request: StaffRequest) -> HttpResponse:
    page = waiting(request.actor, unpack(request.GET.get("after", "")))
    return render(request, "desk/reviews.html", {"page": page})
