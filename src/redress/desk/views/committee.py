"""Sessions: the list, one session, what is done in it, its minutes (ORG-02, ORG-03, AUT-04)."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from redress.casework.door import Outcome
from redress.committee import minutes as paper
from redress.committee.queries import sessions as queries
from redress.committee.sessions.registry import BY_NAME
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms import reading, said
from redress.desk.forms import session as forms
from redress.desk.pages import session as pages


@require_safe
@staff
def sessions(request: StaffRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    page = pages.list_page(request.actor, said.number(before))
    return render(request, "desk/committee/sessions.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def call(request: StaffRequest) -> HttpResponse:
    if request.method != "POST":
        return _show(request, forms.blank_call(request.actor, request.GET))
    done = forms.send_call(request.actor, reading.typed(request.POST), said.key(request))
    return _done(request, done) if isinstance(done, Outcome) else _show(request, done)


@require_safe
@staff
def issues(request: StaffRequest, body: int) -> HttpResponse:
    return render(request, "desk/committee/issues.html", {"page": pages.issues_page(request.actor, body)})


@require_safe
@staff
def session(request: StaffRequest, number: str) -> HttpResponse:
    page = pages.SessionPage(queries.opened(request.actor, number), request.actor)
    return render(request, "desk/committee/session.html", {"page": page, "session": page.session})


@require_safe
@staff
def minutes(request: StaffRequest, number: str) -> HttpResponse:
    made = paper.pdf(queries.opened(request.actor, number))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{number}.pdf"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def act(request: StaffRequest, number: str, name: str) -> HttpResponse:
    if name not in BY_NAME:
        raise Http404
    row = queries.opened(request.actor, number)
    if request.method != "POST":
        return _show(request, forms.blank(BY_NAME[name], row, request.actor, request.GET))
    seen = said.number(request.POST.get("version", ""))
    done = forms.send(BY_NAME[name], row, request.actor, reading.typed(request.POST), seen, said.key(request))
    return _done(request, done) if isinstance(done, Outcome) else _show(request, done)


def _show(request: StaffRequest, form: forms.SessionForm) -> HttpResponse:
    template = "desk/committee/form.html" if request.htmx else "desk/committee/act.html"
    return render(request, template, {"form": form}, status=form.status)


def _done(request: StaffRequest, done: Outcome) -> HttpResponse:
    messages.success(request, _("Done."))
    url = reverse("desk:session", args=[done.number])
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)
