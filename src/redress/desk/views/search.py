"""The search box of the header."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from redress.complaints.queries.search import find
from redress.desk.decorators import StaffRequest, staff


@require_GET
@staff
def search(request: StaffRequest) -> HttpResponse:
    found = find(request.actor, request.GET.get("q", ""))
    return render(request, "desk/search.html", {"found": found, "words": found.words})
