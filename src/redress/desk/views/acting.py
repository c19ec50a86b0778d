"""A command on a file of any kind, as a form: shown, sent, and where it leads."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from redress.casework.door import Outcome
from redress.desk.decorators import StaffRequest
from redress.desk.forms import reading, said
from redress.desk.forms.acting import Acting


def act(
    request: StaffRequest,
    acting: Acting,
    template: str = "desk/files/act.html",
    told: Callable[[Outcome], str] | None = None,
) -> HttpResponse:
    """The form, or what came of it. `template`: its page, where it does not stand beside another one; `told`: what is
    said of what was done."""
    if request.method == "POST":
        seen, typed = said.number(request.POST.get("version", "")), reading.typed(request.POST)
        files = request.FILES.getlist("file")
        done = acting.send(typed, seen, said.key(request), said.tab(request), files)
        if isinstance(done, Outcome):
            messages.success(request, told(done) if told else _done(acting))
            return go(request, acting, done)
        form = done
    else:
        form = acting.blank(request.GET)
    shown = "desk/command/form.html" if request.htmx else template
    return render(request, shown, {"form": form}, status=form.status)


def _done(acting: Acting) -> str:
    return _("%(command)s: done.") % {"command": acting.command.label}


def go(request: StaffRequest, acting: Acting, done: Outcome) -> HttpResponse:
    """To the file that it was done on, or to the letter that it made."""
    pages, letter = acting.pages, done.facts.get("letter")
    if letter and pages.letter:
        url = reverse(pages.letter, args=[done.number, letter])
    else:
        url = reverse(pages.one, args=[done.number])
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
