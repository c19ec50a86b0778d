"""Lists and figures as files; each is logged (SEC-03). They hold what the pages show, and no personal data."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from redress.complaints import access
from redress.complaints.queries import figures as counting
from redress.complaints.queries.case import Row
from redress.complaints.queries.paging import unpack
from redress.complaints.queries.register_list import MOST, Filters, register_list
from redress.desk import csv_file, wording
from redress.desk.decorators import StaffRequest, staff
from redress.desk.pages import figures as pages
from redress.organisation.actor import Actor
from redress.rulebook.counting import RULES

LONGEST = 20_000
"""Rows of the longest file; who wants more narrows the period."""


@require_GET
@staff
def figures(request: StaffRequest) -> HttpResponse:
    asked = pages.period(request.GET.dict())
    found = counting.figures(request.actor, asked)
    access.log(request.actor, access.Action.EXPORT, purpose=f"figures {pages.query(asked)}")
    columns = [f"{title} ({cite}, v{version})" for _name, title, version, cite in pages.titles(found)]
    rows = [
        *((_("Unit"), line.title, *line.figures) for line in found.units),
        *((_("Class"), line.title, *line.figures) for line in found.classes),
        (_("All"), "", *found.total),
    ]
    return csv_file.response("figures", ["", "", *columns], rows)


@require_GET
@staff
def counted(request: StaffRequest) -> HttpResponse:
    rule, asked = request.GET.get("rule", ""), pages.period(request.GET.dict())
    if rule not in RULES:
        raise Http404
    access.log(request.actor, access.Action.EXPORT, purpose=f"cases behind {pages.query(asked, rule=rule)}")
    header = [*_header(), _("Counts as")]
    return csv_file.response(f"cases-{rule}", header, _counted(request.actor, rule, asked))


@require_GET
@staff
def register(request: StaffRequest) -> HttpResponse:
    asked = pages.period(request.GET.dict())
    access.log(request.actor, access.Action.EXPORT, purpose=f"register {pages.query(asked)}")
    return csv_file.response("register", _header(), _registered(request.actor, asked))


def _counted(actor: Actor, rule: str, asked: counting.Period) -> Iterator[list[object]]:
    after, written = None, 0
    while written < LONGEST:
        page = counting.counted(actor, rule, asked, after, counting.MOST)
        yield from ([*_row(each.case), each.weight] for each in page.rows)
        written += len(page.rows)
        if not page.next:
            return
        after = unpack(page.next)


def _registered(actor: Actor, asked: counting.Period) -> Iterator[list[object]]:
    after, written = None, 0
    filters = Filters(
        registered_from=asked.first, registered_to=asked.last, unit=asked.unit, class_code=asked.class_code
    )
    while written < LONGEST:
        page = register_list(actor, filters, after, MOST)
        yield from (_row(case) for case in page.rows)
        written += len(page.rows)
        if not page.next:
            return
        after = unpack(page.next)


def _header() -> list[str]:
    return [
        _("Case number"), _("State"), _("Unit"), _("Owner"), _("Channel"), _("Class"), _("Level"), _("Received at"),
        _("Registered"), _("Closed"),
    ]  # fmt: skip


def _row(case: Row) -> list[object]:
    return [
        case.number,
        case.get_state_display(),
        str(case.unit),
        str(case.owner),
        case.channel,
        case.class_code,
        case.level,
        wording.absolute(case.received_at),
        wording.absolute(case.registered_at),
        wording.absolute(case.closed_at) if case.closed_at else "",
    ]
