"""Letters of a case: reading one, its pages as pictures, its PDF, and words checked while they are typed."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from redress.casework.refusals import Unknown
from redress.casework.rulebooks import rulebook_of
from redress.desk.decorators import StaffRequest, staff
from redress.desk.files import find
from redress.desk.forms import said
from redress.desk.pages.letters import letter_page
from redress.letters import queries
from redress.letters.dossier.making import dossier
from redress.rulebook import taboo


@require_safe
@staff
def letter(request: StaffRequest, number: str, letter: int) -> HttpResponse:
    case = find(request.actor, number)
    version = queries.opened(request.actor, case, letter)
    return render(
        request, "desk/letters/page.html", {"case": case, "page": letter_page(case, version, request.actor)}
    )


@require_safe
@staff
def numbered(request: StaffRequest, number: str, letter: str) -> HttpResponse:
    version = queries.text_of(find(request.actor, number), letter)
    if version is None:
        raise Unknown(number)
    return redirect("desk:letter", number, version.letter.pk)


@require_safe
@staff
def pdf(request: StaffRequest, number: str, letter: int) -> HttpResponse:
    case = find(request.actor, number)
    return as_pdf(request, case, queries.opened(request.actor, case, letter).letter)


def as_pdf(request: StaffRequest, row: Any, letter: Any) -> HttpResponse:
    """The PDF of a letter of a file that the reader sees."""
    response = HttpResponse(queries.pdf(request.actor, row, letter), content_type="application/pdf")
    name = quote(f"{letter.number}.pdf")
    response["Content-Disposition"] = f"inline; filename*=utf-8''{name}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@staff
def page(request: StaffRequest, number: str, letter: int, page: int) -> HttpResponse:
    case = find(request.actor, number)
    version = queries.opened(request.actor, case, letter)
    pages = queries.picture(request.actor, case, version.letter)
    if not 1 <= page <= len(pages):
        raise Http404
    return HttpResponse(pages[page - 1], content_type="image/png", headers={"Cache-Control": "no-store"})


@require_POST
@staff
def wording(request: StaffRequest, number: str) -> HttpResponse:
    row = find(request.actor, number)
    field = request.htmx.trigger_name or request.POST.get("field", "")
    words = said.words(request, field, 10_000)
    hits = taboo.find(rulebook_of(row), words)
    return render(request, "desk/letters/wording.html", {"hits": hits})


@require_POST
@staff
def sealed(request: StaffRequest, number: str) -> HttpResponse:
    note = said.words(request, "note", 500)
    archive = dossier(request.actor, number, request.POST.get("purpose", ""), note)
    response = FileResponse(
        archive, as_attachment=True, filename=f"{number}.zip", content_type="application/zip"
    )
    response["Cache-Control"] = "no-store"
    return response  # type: ignore[return-value]
