"""Checkpoints and what verifying found, for auditors (SEC-04)."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from redress.casework.refusals import Forbidden
from redress.desk.decorators import StaffRequest, staff
from redress.letters import checkpoint_page
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.sealing import checkpoints, queries
from redress.sealing.models import Checkpoint

READERS = frozenset({Duty.AUDITOR, Duty.ADMINISTRATOR})


@require_safe
@staff
def page(request: StaffRequest) -> HttpResponse:
    _only_readers(request.actor)
    before = request.GET.get("before", "")
    rows = queries.latest(int(before) if before.isdecimal() and len(before) < 19 else None)
    more = rows[-1].number if len(rows) == queries.SHOWN else None
    context = {"rows": rows, "run": queries.last_run(), "more": more, "compared": _compared(request)}
    return render(request, "desk/checkpoints.html", context)


@require_safe
@staff
def paper(request: StaffRequest, number: int) -> HttpResponse:
    found = _found(request, number)
    return _download(checkpoint_page.page(found), "application/pdf", f"checkpoint-{number}.pdf")


@require_safe
@staff
def file(request: StaffRequest, number: int) -> HttpResponse:
    found = _found(request, number)
    return _download(checkpoints.document(found).encode(), "application/json", f"checkpoint-{number}.json")


def _compared(request: StaffRequest) -> queries.Compared | None:
    number, code = request.GET.get("number", ""), request.GET.get("code", "")
    if not (number or code):
        return None
    known = int(number) if number.isdecimal() and len(number) < 19 else 0
    return queries.compare(known, code)


def _only_readers(actor: Actor) -> None:
    if not actor.over(READERS):
        raise Forbidden("SEC-04", _("Checkpoints are for auditors and administrators. Ask one of them."))


def _found(request: StaffRequest, number: int) -> Checkpoint:
    _only_readers(request.actor)
    if found := queries.checkpoint(number):
        return found
    raise Http404


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
