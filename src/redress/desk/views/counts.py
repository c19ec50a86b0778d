"""Live figures: asked every twenty seconds by every open page, so cheap (docs/adr/0003-live-counts-by-polling.md)."""

from dataclasses import replace

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from redress.casework import saved_views
from redress.claims.queries import mine as claims
from redress.committee.queries.counts import waiting_count
from redress.complaints.deciding.commands.approve import DECIDING
from redress.complaints.lists import view_counts
from redress.complaints.lists.counts import MOST, Counts
from redress.complaints.lists.counts import counts as count
from redress.desk.decorators import StaffRequest, staff
from redress.desk.pages import changed
from redress.desk.pages.mine import has_both
from redress.letters import queries as letters
from redress.messages.queries import unread_count
from redress.organisation.actor import Actor
from redress.organisation.kinds import CASE_DUTIES, Duty


@require_safe
@staff
def counts(request: StaffRequest) -> HttpResponse:
    context = {
        "unread": unread_count(request.actor),
        "counts": _counts(request.actor) if "tabs" in request.GET else None,
        "approves": request.actor.anywhere(DECIDING),
        "reviews": letters.waiting_count(request.actor) if "tabs" in request.GET else 0,
        "legal": request.actor.anywhere({Duty.LEGAL}),
        "may_close": request.actor.anywhere(CASE_DUTIES),
        "views": _views(request.actor) if "views" in request.GET else (),
        "changed": changed.places(request.actor, request.GET["rows"]) if "rows" in request.GET else None,
        "committee": waiting_count(request.actor) if "tabs" in request.GET else 0,
    }
    return render(request, "desk/counts.html", context)


def _views(actor: Actor) -> list[tuple[int, int]]:
    """Those of the actor's saved views that can be counted, each with how many cases it holds."""
    views = saved_views.views_in(saved_views.ask_views(actor))[: saved_views.TABS]
    found = view_counts.counts(actor, [QueryDict(view.query).dict() for view in views])
    return [(view.pk, count) for view, count in zip(views, found, strict=True) if count is not None]


def _counts(actor: Actor) -> Counts:
    """With the claims that stand in the queue of mine."""
    found = count(actor)
    if not has_both(actor):
        return found
    mine, late = claims.counts(actor)
    return replace(found, mine=min(MOST, found.mine + mine), mine_late=min(MOST, found.mine_late + late))
