"""Answers that any page may give."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from redress.casework import access
from redress.casework.refusals import Doubtful, TooMany
from redress.organisation.refusals import RuleStands


def refused(request: HttpRequest, refusal: RuleStands) -> HttpResponse:
    """A page that says what was refused, why, and by which rule; a fragment of it for htmx."""
    access.told(refusal)
    fragment = getattr(request, "htmx", False)
    template = "desk/components/refusal.html" if fragment else "desk/refused.html"
    response = render(
        request, template, {"refusal": refusal, "again": _again(request, refusal)}, status=refusal.status
    )
    if isinstance(refusal, TooMany):
        response["Retry-After"] = str(refusal.again)
    return response


def _again(request: HttpRequest, refusal: RuleStands) -> list[tuple[str, str]]:
    """What was sent, key and all, so that it can be sent again where nobody knows whether it was saved."""
    if not isinstance(refusal, Doubtful) or request.FILES or not request.POST.get("key"):
        return []
    kept = (name for name in request.POST if name != "csrfmiddlewaretoken")
    return [(name, value) for name in kept for value in request.POST.getlist(name)]
