"""How soon report calls are picked up (CLM-02)."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from redress.casework.refusals import Forbidden
from redress.claims.queries import pickup as calls
from redress.desk.decorators import StaffRequest, staff


@require_safe
@staff
def pickup(request: StaffRequest) -> HttpResponse:
    if not calls.may_see(request.actor):
        raise Forbidden(
            "CLM-02",
            _("How soon calls are picked up is for those who see the claims of a unit. Ask one of them."),
        )
    asked = {name: request.GET.get(name, "").strip() for name in ("since", "until")}
    since, until = (_day(asked[name]) for name in ("since", "until"))
    rule = calls.rule(request.actor)
    found = calls.figures(request.actor, rule, since=since, until=until) if rule else None
    return render(request, "desk/claims/pickup.html", {"found": found, "rule": rule})


def _day(words: str) -> date | None:
    """What was typed, where it is a day."""
    try:
        return parse_date(words)
    except ValueError:
        return None
