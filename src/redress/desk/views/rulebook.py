"""The rulebook as a document, and what changed between two versions of it (ORG-14, CLK-11)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from redress.desk.decorators import StaffRequest, staff
from redress.desk.pages import rulebook as pages


@require_safe
@staff
def rulebook(request: StaffRequest, name: str = "", version: str = "") -> HttpResponse:
    reading = pages.read(request.actor, name, version, request.GET.get("chapter", ""))
    return render(request, "desk/rulebook/document.html", {"reading": reading})


@require_safe
@staff
def compare(request: StaffRequest) -> HttpResponse:
    found = pages.compare(request.actor, request.GET.get("a", ""), request.GET.get("b", ""))
    return render(request, "desk/rulebook/compare.html", {"comparison": found})
