"""Files of any kind that has no pages of its own: the list, one file, and what is done on it."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from redress.casework.kinds import KINDS, Kind
from redress.casework.paging import unpack
from redress.casework.refusals import Unknown
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms.acting import Acting, pages_of
from redress.desk.pages import file as pages
from redress.desk.views.acting import act
from redress.desk.views.letters import as_pdf
from redress.letters import queries as letters


@require_safe
@staff
def files(request: StaffRequest, path: str) -> HttpResponse:
    kind = _at(path)
    page = pages.page(kind, request.actor, unpack(request.GET.get("after", "")))
    context = {"kind": kind, "page": page, "may_open": request.actor.over(kind.opens.admitted())}
    return render(request, "desk/files/list.html", context)


@require_safe
@staff
def file(request: StaffRequest, number: str) -> HttpResponse:
    kind = _of(number)
    page = pages.FilePage(kind, kind.find(request.actor, number), request.actor)
    return render(request, "desk/files/page.html", {"page": page, "kind": kind, "file": page.row})


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new(request: StaffRequest, path: str) -> HttpResponse:
    kind = _at(path)
    return act(request, Acting(door=kind.door, pages=pages_of(kind), command=kind.opens, actor=request.actor))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def do(request: StaffRequest, number: str, name: str) -> HttpResponse:
    kind = _of(number)
    command = next((each for each in kind.for_people() if each.name == name), None)
    if command is None:
        raise Http404
    row = kind.find(request.actor, number)
    return act(
        request,
        Acting(door=kind.door, pages=pages_of(kind), command=command, actor=request.actor, row=row),
    )


@require_safe
@staff
def letter(request: StaffRequest, number: str, letter: int) -> HttpResponse:
    row = _of(number).find(request.actor, number)
    return as_pdf(request, row, letters.opened(request.actor, row, letter).letter)


def _at(path: str) -> Kind:
    """The kind at that address, where it has no pages of its own."""
    kind = next((each for each in KINDS if each.path == path and each.page == "desk:file"), None)
    if kind is None:
        raise Http404
    return kind


def _of(number: str) -> Kind:
    kind = next(
        (each for each in KINDS if each.page == "desk:file" and each.number.fullmatch(number.upper())), None
    )
    if kind is None:
        raise Unknown(number)
    return kind
