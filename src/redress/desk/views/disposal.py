"""Disposal: what is due, proposed by one person, confirmed by a second, and the certificate (CLO-10)."""

from __future__ import annotations

import uuid
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from redress.casework import moment
from redress.casework.many import KEY, Result
from redress.casework.refusals import Refusal
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms import said
from redress.desk.pages.destroyed import counted
from redress.disposal import many
from redress.disposal import queries as disposals

_STEPS: Final = {"propose": "propose_disposal", "dispose": "dispose"}
_DONE = {"propose": _("proposed; a second person confirms"), "dispose": _("destroyed")}


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def disposal(request: StaffRequest) -> HttpResponse:
    results, refusal = _sent(request) if request.method == "POST" else ([], None)
    context = {
        "due": disposals.due(request.actor),
        "done": disposals.done(request.actor),
        "results": results,
        "done_words": _DONE.get(request.POST.get("step", ""), ""),
        "refusal": refusal,
        "key": str(uuid.uuid4()),
    }
    return render(request, "desk/disposal/list.html", context, status=refusal.status if refusal else 200)


@require_safe
@staff
def certificate(request: StaffRequest, number: str) -> HttpResponse:
    found = disposals.certificate(request.actor, number)
    context = {
        "disposal": found.disposal,
        "case": found.case,
        "destroyed": counted(found.disposal.destroyed),
        "emptied": counted(found.disposal.emptied),
        "printed_at": timezone.localtime(moment.now()),
    }
    return render(request, "desk/disposal/certificate.html", context)


def _sent(request: StaffRequest) -> tuple[list[Result], Refusal | None]:
    step = _STEPS.get(request.POST.get("step", ""), "propose_disposal")
    try:
        chosen, key = request.POST.getlist("number"), said.key(request, KEY)
        return many.give_all(request.actor, step, chosen, key), None
    except Refusal as refusal:
        return [], refusal
