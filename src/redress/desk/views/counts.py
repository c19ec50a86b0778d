"""Live figures: asked every twenty seconds by every open page, so one page costs two cheap queries."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from redress.complaints.queries.counts import counts as count
from redress.desk.decorators import StaffRequest, staff
from redress.messages.queries import unread_count


@require_GET
@staff
def counts(request: StaffRequest) -> HttpResponse:
    return render(
        request, "desk/counts.html", {"counts": count(request.actor), "unread": unread_count(request.actor)}
    )
