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
from redress.casework.refusals import Refusal
from redress.complaints.commands.base import Command
from redress.complaints.commands.dispose import Dispose, ProposeDisposal
from redress.complaints.many import KEY, Result, give_all
from redress.complaints.queries import disposals
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms import said
from redress.desk.pages.destroyed import counted

_STEPS: Final[dict[str, type[Command]]] = {"propose": ProposeDisposal, "dispose": Dispose}
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
        "disposal": found,
        "case": found.complaint,
        "destroyed": counted(found.destroyed),
        "emptied": counted(found.emptied),
        "printed_at": timezone.localtime(moment.now()),
    }
    return render(request, "desk/disposal/certificate.html", context)


def _sent(request: StaffRequest) -> tuple[list[Result], Refusal | None]:
    step = _STEPS.get(request.POST.get("step", ""), ProposeDisposal)
    try:
        chosen, key = request.POST.getlist("number"), said.key(request, KEY)
        return give_all(request.actor, step(), chosen, key), None
    except Refusal as refusal:
        return [], refusal
