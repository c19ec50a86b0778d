"""Cases that wait to be closed; several chosen ones are closed at once, each through the gate (CLO-05)."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from redress.casework.many import KEY, Result
from redress.casework.paging import unpack
from redress.casework.refusals import Refusal
from redress.complaints.closing.closing_many import close_all
from redress.complaints.closing.queries.closable import closable
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms import said


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def closing(request: StaffRequest) -> HttpResponse:
    results, refusal = _sent(request) if request.method == "POST" else ([], None)
    context = {
        "page": closable(request.actor, unpack(request.GET.get("after", ""))),
        "results": results,
        "refusal": refusal,
        "key": str(uuid.uuid4()),
    }
    return render(request, "desk/closing.html", context, status=refusal.status if refusal else 200)


def _sent(request: StaffRequest) -> tuple[list[Result], Refusal | None]:
    sent = request.POST
    try:
        return close_all(
            request.actor, sent.getlist("number"), sent.get("remark", ""), said.key(request, KEY)
        ), None
    except Refusal as refusal:
        return [], refusal
