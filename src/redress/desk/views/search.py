"""The search box of the header."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from redress.complaints.queries.search import find
from redress.desk.decorators import StaffRequest, staff


@require_safe
@staff
def search(request: StaffRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    older = int(before) if before.isdecimal() and len(before) < 19 else None
    found = find(request.actor, request.GET.get("q", ""), older)
    return render(request, "desk/search.html", {"found": found, "words": found.words})
