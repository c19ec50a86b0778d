"""Keeps what is being typed, while it is being typed (FLW-18)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from redress.casework import drafts
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms import reading, said
from redress.desk.forms.unfinished import DRAFT


@require_POST
@staff
def save(request: StaffRequest, form: str) -> HttpResponse:
    key = said.key(request)
    name = drafts.of_tab(form, key if form == DRAFT else said.tab(request))
    saved_at = drafts.save(request.actor, name, reading.typed(request.POST), key)
    return render(request, "desk/command/saved.html", {"saved_at": saved_at})


@require_POST
@staff
def discard(request: StaffRequest, form: str) -> HttpResponse:
    drafts.discard(request.actor, form)
    back = request.POST.get("back", "/")
    here = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return redirect(back if here and back.startswith("/") and back.isprintable() else "/")
