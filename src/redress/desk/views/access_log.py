"""The access log, for auditors; taking it out is itself on record (SEC-03)."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from redress.casework import access
from redress.casework.paging import unpack
from redress.complaints.oversight.queries import access_log as log
from redress.desk import table_file
from redress.desk.asked import asks
from redress.desk.decorators import StaffRequest, staff
from redress.desk.pages import access_log as pages


@require_http_methods(["GET", "HEAD", "POST"])
@staff
@asks("customer")
def access_log(request: StaffRequest) -> HttpResponse:
    asked = pages.asked({**request.GET.dict(), **request.said})
    page = log.page(request.actor, asked, unpack(request.GET.get("after", "")))
    context = {
        "page": page,
        "entries": [pages.shown(row) for row in page.rows],
        "fields": pages.fields(asked),
        "query": "&".join(filter(None, (pages.query(asked), request.asked))),
    }
    return render(request, "desk/access_log.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
@asks("customer")
def export(request: StaffRequest) -> HttpResponse:
    asked = pages.asked({**request.GET.dict(), **request.said})
    rows = [pages.cells(row) for row in log.all_of(request.actor, asked)]
    kind = table_file.wanted(request.GET.get("format", ""))
    days = f"access log {asked.first} {asked.last}"
    access.log(request.actor, access.Action.EXPORT, purpose=days, fields=f"{len(rows)} entries")
    return table_file.response("access-log", pages.header(), rows, kind)
