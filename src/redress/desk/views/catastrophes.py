"""Catastrophes: the list, one of them, what is done to it, and claims joined to it (CLM-03)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from redress.casework.paging import unpack
from redress.claims.catastrophes import joining_many, queries
from redress.claims.catastrophes.commands import FOR_PEOPLE, OpenCatastropheFile
from redress.claims.catastrophes.lists import Unreadable, take
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms.catastrophe import acting
from redress.desk.pages import catastrophe as pages
from redress.desk.views.acting import act
from redress.privacy.scratch import in_memory

PAGE = "desk/claims/act.html"


@require_safe
@staff
def catastrophes(request: StaffRequest) -> HttpResponse:
    page = queries.page(request.actor, after=unpack(request.GET.get("after", "")))
    context = {"page": page, "may_open": pages.may_open(request.actor)}
    return render(request, "desk/claims/catastrophes.html", context)


@require_safe
@staff
def catastrophe(request: StaffRequest, number: str) -> HttpResponse:
    row = queries.find(request.actor, number)
    page = pages.CatastrophePage(row, request.actor, unpack(request.GET.get("after", "")))
    return render(request, "desk/claims/catastrophe.html", {"page": page, "row": row})


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def open_one(request: StaffRequest) -> HttpResponse:
    return act(request, acting(OpenCatastropheFile, None, request.actor), PAGE)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def do(request: StaffRequest, number: str, name: str) -> HttpResponse:
    command = next((each for each in FOR_PEOPLE if each.name == name), None)
    if command is None:
        raise Http404
    return act(request, acting(command, queries.find(request.actor, number), request.actor), PAGE)


@require_POST
@staff
def join(request: StaffRequest, number: str) -> HttpResponse:
    done = joining_many.join(request.actor, number, request.POST.getlist("number"))
    count = len(done.joined)
    messages.success(request, ngettext("%(n)d claim joined.", "%(n)d claims joined.", count) % {"n": count})
    for claim, refusal in done.refused.items():
        messages.warning(request, f"{claim}: {refusal}")
    for claim in done.busy:
        messages.warning(request, _("%(claim)s is being worked on. Join it again.") % {"claim": claim})
    return redirect("desk:catastrophe", number)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def listed(request: StaffRequest, number: str) -> HttpResponse:
    """Reports of a village's list; what became of them is told once."""
    if request.method != "POST":
        return redirect("desk:catastrophe", number)
    row = queries.find(request.actor, number)
    given = request.FILES.get("list")
    if given is None:
        messages.warning(request, _("Choose the file of the list first."))
        return redirect("desk:catastrophe", number)
    with in_memory(given.chunks()) as kept:
        try:
            account = take(request.actor, row, kept, name=given.name or "")
        except Unreadable as wrong:
            messages.warning(request, str(wrong))
            return redirect("desk:catastrophe", number)
    context = {"row": row, "account": account, "name": given.name}
    return render(request, "desk/claims/listed.html", context)
