"""The workbench: what waits for the person who looks, most urgent first."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from redress.casework import access, saved_views
from redress.casework.paging import Cursor, Page, unpack
from redress.casework.purposes import Purpose
from redress.claims.kinds import HANDLES
from redress.complaints.deciding.commands.approve import DECIDING
from redress.complaints.deciding.queries import approvals
from redress.complaints.flows.queries.flow_inbox import ask_handed, handed_in
from redress.complaints.handling.queries import orders as desk_orders
from redress.complaints.lists.filters import Filters
from redress.complaints.lists.queue import Scope, queue
from redress.desk import filter_form
from redress.desk.decorators import StaffRequest, staff
from redress.desk.pages import mine, reviewed
from redress.organisation.actor import Actor
from redress.organisation.kinds import CASE_DUTIES, TAKING_DUTIES, Duty
from redress.organisation.statements import together

_HANDLING = (CASE_DUTIES - {Duty.CS_HEAD}) | HANDLES
"""Whoever has cases of their own; the head of customer service looks at those of the unit."""


class List(StrEnum):
    """The lists of the workbench, each on a tab."""

    MINE = "mine"
    ORDERS = "orders"
    SIGNATURES = "signatures"
    APPROVALS = "approvals"
    REVIEWS = "reviews"
    UNIT = "unit"


@require_safe
@staff
def workbench(request: StaffRequest) -> HttpResponse:
    which = _which(request.GET.get("list", ""), request.actor)
    filters, kind = Filters.read(request.GET.dict()), request.GET.get("kind", "")
    with together():
        waiting, views = ask_handed(request.actor), saved_views.ask_views(request.actor)
        page = _page(which, request.actor, filters, kind, unpack(request.GET.get("after", "")))
    if any(getattr(row, "is_whole", False) for row in page.rows):
        access.log(request.actor, access.Action.LIST, purpose=Purpose.CONTACT, fields="name")
    own, query = saved_views.views_in(views), filter_form.query(request.GET)
    return render(
        request,
        "desk/workbench.html",
        {
            "which": which,
            "page": page,
            "handed": handed_in(waiting, request.actor),
            "filters": filters,
            "kind": kind,
            "both_kinds": which is List.MINE and mine.has_both(request.actor),
            "of_claims": mine.claims_alone(request.actor),
            "may_report": mine.has_both(request.actor),
            "form": filter_form.shown(request.actor, filters),
            "query": query,
            "approves": request.actor.anywhere(DECIDING),
            "reviews": request.actor.anywhere({Duty.LEGAL}),
            "may_register": request.actor.anywhere(TAKING_DUTIES),
            "views": own,
            "in_view": any(view.query == query for view in own[: saved_views.TABS]),
        },
    )


def _which(asked: str, actor: Actor) -> List:
    """The list asked for, or the one the actor works from: cases for customer service, orders for a department."""
    if asked in set(List):
        return List(asked)
    return List.MINE if actor.anywhere(_HANDLING) else List.UNIT if actor.units else List.ORDERS


def _page(which: List, actor: Actor, filters: Filters, kind: str, after: Cursor | None) -> Page[Any]:
    match which:
        case List.ORDERS:
            return desk_orders.orders(actor, after)
        case List.SIGNATURES:
            return desk_orders.signatures(actor, after)
        case List.APPROVALS:
            return approvals.waiting(actor, after)
        case List.REVIEWS:
            return reviewed.waiting(actor, after)
        case List.UNIT:
            return queue(actor, Scope.UNIT, filters, after, whole=True)
        case List.MINE:
            return mine.mine(actor, filters, kind, after)
