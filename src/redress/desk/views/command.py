"""The form of any command on a case, and what comes of sending it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from redress.assembly import FOR_PEOPLE
from redress.casework.door import Outcome
from redress.complaints.commands.base import Command
from redress.complaints.commands.families import Family
from redress.complaints.queries.case import opened
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms import reading, said, sending
from redress.desk.pages import done

_COMMANDS = {command.name: command for command in FOR_PEOPLE}


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def command(request: StaffRequest, number: str, name: str) -> HttpResponse:
    kind = _COMMANDS.get(name)
    if kind is None:
        raise Http404
    file = opened(request.actor, number)
    if request.method != "POST":
        return _show(request, sending.blank(kind, file, reading.typed(request.GET), request.GET.get("draft")))
    done = sending.send(
        kind,
        file,
        reading.typed(request.POST),
        _version(request, file.row.version),
        said.key(request),
        request.FILES.get("file"),
        said.tab(request),
    )
    return _done(request, kind, done) if isinstance(done, Outcome) else _show(request, done)


def _version(request: StaffRequest, now: int) -> int:
    """The version the person saw; a form that lost it is held against none."""
    seen = said.number(request.POST.get("version", ""))
    return now if seen is None else seen


def _show(request: StaffRequest, form: sending.CommandForm) -> HttpResponse:
    template = "desk/command/form.html" if request.htmx else "desk/command/page.html"
    return render(request, template, {"form": form, "case": form.file.row}, status=form.status)


def _done(request: StaffRequest, kind: type[Command], outcome: Outcome) -> HttpResponse:
    messages.success(request, done.words(kind, outcome))
    url = _next(kind, outcome)
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def _next(kind: type[Command], outcome: Outcome) -> str:
    """Where one goes on: a letter is read again after each step, a case stands on its page."""
    letter = outcome.facts.get("letter") if kind.family is Family.LETTERS else None
    if letter:
        return reverse("desk:letter_numbered", args=[outcome.number, letter])
    return reverse("desk:case", args=[outcome.number])
