"""What the palette looks up: files by number, by a person, by words, the nearest first (FLW-18)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from redress.casework import finding
from redress.complaints.searching.queries.search import find
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms import said

LONGEST = 200
SHOWN = 8
"""Hits of a kind: what fits without scrolling. The page of the search has the rest."""


@require_POST
@staff
def found(request: StaffRequest) -> HttpResponse:
    hits = find(request.actor, said.words(request, "q", LONGEST))
    others = finding.find(request.actor, hits.words, noted=hits.noted)
    cases = [hit.case for hit in (*hits.numbers, *hits.people, *hits.texts)]
    claims = [finding.Found(each.kind, each.rows[:SHOWN], each.more) for each in others]
    context = {
        "cases": cases[:SHOWN],
        "others": claims,
        "count": len(cases[:SHOWN]) + sum(len(each.rows) for each in claims),
        "more": len(cases) > SHOWN
        or hits.more
        or any(len(each.rows) > SHOWN or each.more for each in others),
        "noted": hits.noted,
    }
    return render(request, "desk/palette_found.html", context)
