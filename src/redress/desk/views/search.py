"""The search box of the header."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from redress.casework import finding
from redress.complaints.searching.queries.search import find
from redress.desk.asked import asks
from redress.desk.decorators import StaffRequest, staff


@require_http_methods(["GET", "HEAD", "POST"])
@staff
@asks("q")
def search(request: StaffRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    older = int(before) if before.isdecimal() and len(before) < 19 else None
    found = find(request.actor, request.said.get("q", ""), older)
    others = finding.find(request.actor, found.words, noted=found.noted) if older is None else []
    return render(request, "desk/search.html", {"found": found, "others": others, "words": found.words})
