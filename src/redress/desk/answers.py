"""Answers that any page may give."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from redress.complaints.refusals import TooMany
from redress.organisation.refusals import RuleStands


def refused(request: HttpRequest, refusal: RuleStands) -> HttpResponse:
    """A page that says what was refused, why, and by which rule; a fragment of it for htmx."""
    fragment = getattr(request, "htmx", False)
    template = "desk/components/refusal.html" if fragment else "desk/refused.html"
    response = render(request, template, {"refusal": refusal}, status=refusal.status)
    if isinstance(refusal, TooMany):
        response["Retry-After"] = str(refusal.again)
    return response
