"""Sessions: the list, one session, what is done in it, its minutes (ORG-02, ORG-03, AUT-04)."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from redress.committee import minutes as paper
from redress.committee.queries import sessions as queries
from redress.committee.sessions.plan import PlanSession
from redress.committee.sessions.registry import BY_NAME
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms import said
from redress.desk.forms.session import acting
from redress.desk.pages import session as pages
from redress.desk.views.acting import act


@require_safe
@staff
def sessions(request: StaffRequest) -> HttpResponse:
    before = request.GET.get("before", "")
    page = pages.list_page(request.actor, said.number(before))
    return render(request, "desk/committee/sessions.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def call(request: StaffRequest) -> HttpResponse:
    return act(request, acting(PlanSession, None, request.actor))


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
def do(request: StaffRequest, number: str, name: str) -> HttpResponse:
    if name not in BY_NAME:
        raise Http404
    return act(request, acting(BY_NAME[name], queries.opened(request.actor, number), request.actor))
