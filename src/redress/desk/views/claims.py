"""Claims: the lists, one claim, the report, and what is done on the way (CLM-01 to CLM-14)."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from redress.casework import lookups
from redress.casework.door import Outcome
from redress.casework.paging import unpack
from redress.claims.commands.registry import FOR_PEOPLE
from redress.claims.commands.report import ReportClaim
from redress.claims.disputing import Disputing, dispute
from redress.claims.kind_of_file import CLAIM
from redress.claims.kinds import TAKES
from redress.claims.queries import lists
from redress.claims.queries.claim import opened
from redress.claims.queries.pickup import may_see
from redress.claims.states import ClaimState
from redress.desk.asked import asks
from redress.desk.decorators import StaffRequest, staff
from redress.desk.forms import claim_policy as holding
from redress.desk.forms import claim_sum, reading
from redress.desk.forms.claim import acting
from redress.desk.pages import claim as pages
from redress.desk.pages import claim_lines, sections
from redress.desk.pages import disputed as points
from redress.desk.pages.claim_done import gone_on, reported
from redress.desk.pages.entries import asked
from redress.desk.views import clocks
from redress.desk.views.acting import act

PAGE = "desk/claims/act.html"
MINE = "mine"
"""In the address of the list: of the claims that somebody sees those that are theirs to handle."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff
@asks("policy")
def claims(request: StaffRequest) -> HttpResponse:
    asked = {"state": request.GET.get("state", "").strip(), "policy": request.said.get("policy", "").strip()}
    if asked["policy"]:
        lookups.by_number(request.actor, policy_number=asked["policy"])
    mine, after = request.GET.get("handler") == MINE, unpack(request.GET.get("after", ""))
    page = lists.page(request.actor, **asked, mine=mine, after=after)
    context = {
        "page": page,
        "lines": claim_lines.lines(page.rows, request.actor),
        "mine": mine,
        "states": ClaimState.choices,
        "asked": asked,
        "may_report": bool(request.actor.over(TAKES)),
        "may_see_calls": may_see(request.actor),
    }
    return render(request, "desk/claims/claims.html", context)


@require_safe
@staff
def risk(request: StaffRequest) -> HttpResponse:
    after = unpack(request.GET.get("after", ""))
    page = lists.at_risk(request.actor, after)
    context = {
        "page": page,
        "today": claim_lines.lines([] if after else lists.to_be_saved_today(request.actor), request.actor),
        "lines": claim_lines.lines(page.rows, request.actor),
    }
    return render(request, "desk/claims/risk.html", context)


@require_safe
@staff
def disputed_points(request: StaffRequest) -> HttpResponse:
    return render(request, "desk/claims/disputed.html", {"lines": points.lines(request.actor)})


@require_safe
@staff
def claim(request: StaffRequest, number: str) -> HttpResponse:
    page = pages.ClaimPage(opened(request.actor, number), request.actor)
    more = sections.shown(number, CLAIM.name)
    return render(request, "desk/claims/claim.html", {"page": page, "claim": page.claim, "sections": more})


@require_safe
@staff
def timeline(request: StaffRequest, number: str) -> HttpResponse:
    """The time line as far as it shows what was asked for."""
    page, show = pages.ClaimPage(opened(request.actor, number), request.actor), request.GET.get("show", "")
    template = "desk/claims/entries.html" if request.htmx else "desk/claims/timeline.html"
    context = {"claim": page.claim, "entries": page.shown_as(asked(show)), "show": show}
    return render(request, template, {**context, "filters": page.filters})


@require_safe
@staff
def policy(request: StaffRequest, number: str) -> HttpResponse:
    """What the insurer holds of the claim's policy: a look-up, counted and on record."""
    row = lists.find(request.actor, number)
    held = holding.look_up(request.actor, str(row.policy_number), timezone.localdate(row.occurred_at))
    return render(request, "desk/claims/policy.html", {"claim": row, "held": held})


@require_POST
@staff
def reported_policy(request: StaffRequest) -> HttpResponse:
    """The same beside a report that is being taken, with the claims that were reported on the policy before."""
    held = holding.beside(request.actor, reading.typed(request.POST))
    return render(request, "desk/claims/policy.html", {"held": held})


@require_POST
@staff
def summed(request: StaffRequest, number: str) -> HttpResponse:
    """What the decision that is being typed comes to."""
    row = lists.find(request.actor, number)
    found = claim_sum.reckoned(row, request.actor, reading.typed(request.POST))
    return render(request, "desk/claims/sum.html", {"sum": found})


@require_safe
@staff
def clock(request: StaffRequest, number: str) -> HttpResponse:
    return clocks.explained(request, lists.find(request.actor, number))


@require_safe
@staff
def ended(request: StaffRequest, number: str) -> HttpResponse:
    return clocks.ended(request, lists.find(request.actor, number))


@require_POST
@staff
def report_on(request: StaffRequest) -> HttpResponse:
    """The form of a report on a policy that was looked up, whose number stands in no address."""
    form = acting(ReportClaim, None, request.actor).blank(request.POST)
    return render(request, PAGE, {"form": form}, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def report(request: StaffRequest) -> HttpResponse:
    return act(request, acting(ReportClaim, None, request.actor), PAGE, reported)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def do(request: StaffRequest, number: str, name: str) -> HttpResponse:
    command = FOR_PEOPLE.get(name)
    if command is None:
        raise Http404
    return act(request, acting(command, lists.find(request.actor, number), request.actor), PAGE)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def disputed(request: StaffRequest, number: str) -> HttpResponse:
    def give(given: Disputing, version: int | None, key: str) -> Outcome:
        return dispute(request.actor, number, given, version=version, key=key)[0]

    return act(
        request, acting(Disputing, lists.find(request.actor, number), request.actor, give), PAGE, gone_on
    )
