"""Several chosen files at once: what is asked for once, and what became of each (FLW-17)."""

from __future__ import annotations

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from redress.casework import access
from redress.casework.many import KEY
from redress.casework.refusals import Refusal
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms import said
from redress.desk.pages import many as pages


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def many(request: StaffRequest, act: str) -> HttpResponse:
    if act not in set(pages.Act):
        raise Http404
    given = request.POST if request.method == "POST" else request.GET
    context: dict[str, object] = {"key": str(uuid.uuid4()), "together": given.get("together") == "1"}
    try:
        chosen = pages.Many.of(pages.Act(act), request.actor, given.getlist("number"))
        context |= {"many": chosen, "fields": chosen.fields()}
        if request.method == "POST":
            context |= _sent(request, chosen)
    except Refusal as refusal:
        access.told(refusal, f"{act} {refusal.number}".strip())
        context |= {"refusal": refusal}
        return render(request, "desk/many.html", context, status=refusal.status)
    return render(request, "desk/many.html", context)


def _sent(request: StaffRequest, chosen: pages.Many) -> dict[str, object]:
    """What became of each; or the form again with what was typed."""
    to, together = said.words(request, "to", pages.LONGEST_NAME), request.POST.get("together") == "1"
    reason, key = said.words(request, "reason", pages.LONGEST_REASON), said.key(request, KEY)
    try:
        results = chosen.give(to, reason, key, together=together)
    except Refusal as refusal:
        access.told(refusal, f"{chosen.act} {refusal.number}".strip())
        return {"refusal": refusal, "fields": chosen.fields(to, reason)}
    return {"results": results, "done_words": chosen.done}
