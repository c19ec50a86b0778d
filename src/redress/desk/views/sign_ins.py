"""The log of sign-ins: of their units for auditors and administrators, of oneself for everybody (SEC-05)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from redress.desk.decorators import StaffRequest, staff
from redress.desk.pages import sign_ins as pages
from redress.organisation import sign_ins as log


@require_safe
@staff
def sign_ins(request: StaffRequest) -> HttpResponse:
    asked, own = pages.asked(request.GET.dict()), not request.actor.over(log.READERS)
    before = request.GET.get("before", "")
    after = int(before) if before.isdecimal() and len(before) < 19 else None
    rows = log.of(request.actor, asked, before=after)
    context = {
        "rows": rows[: log.SIZE],
        "more": rows[log.SIZE - 1].pk if len(rows) > log.SIZE else None,
        "fields": pages.fields(asked, own=own),
        "query": pages.query(asked),
        "own": own,
        "troubling": log.TROUBLING,
    }
    return render(request, "desk/sign_ins.html", context)
