"""Complaints: list, read, with their clocks, their journal, and what can be done."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router

from redress.api import calls, scopes
from redress.api.bearer import Bearer, actor_of
from redress.api.calls import answer
from redress.api.filters import Filter, JournalPage, refuse_others
from redress.api.history import ClocksOut, EntryOut, JournalOut, PossiblesOut
from redress.api.operations import reads
from redress.api.schemas import ComplaintOut, PageOut, SummaryOut
from redress.api.views import case_of, clocks_of, next_step_of, possibles_of
from redress.casework import lookups
from redress.complaints.lists.register_list import register_list
from redress.complaints.queries import case as one
from redress.complaints.queries import timeline
from redress.complaints.recusing.queries import papers

router = Router()
READ = Bearer(scopes.READ)


@router.get(
    "/complaints",
    auth=READ,
    operation_id="list_complaints",
    summary="List complaints",
    response=reads(PageOut),
)
def list_complaints(request: HttpRequest, asked: Annotated[Filter, Query()]) -> HttpResponse:
    """Cases within the scope of the token's user, newest registered first. `next` is the cursor of the page after."""
    refuse_others(request, Filter)
    if asked.policy_number:
        lookups.by_number(actor_of(request), policy_number=asked.policy_number)
    page = register_list(actor_of(request), asked.filters(), asked.after(), asked.limit)
    return answer(PageOut(items=[SummaryOut.model_validate(row) for row in page.rows], next=page.next))


@router.get(
    "/complaints/{number}",
    auth=READ,
    operation_id="get_complaint",
    summary="Read a complaint",
    response=reads(ComplaintOut, 404),
)
def get_complaint(request: HttpRequest, number: calls.Number) -> HttpResponse:
    """The case with all that hangs on it, and what comes next or whose turn it is. Personal data are masked; the read
    is logged. The ETag is its version."""
    file = one.read(actor_of(request), number)
    told = ComplaintOut.model_validate(file.row)
    if told.attachments and papers.kept_out(file.case, file.actor):
        told.attachments = []
    told.next_step = next_step_of(file)
    return answer(told, version=file.row.version)


@router.get(
    "/complaints/{number}/clocks",
    auth=READ,
    operation_id="get_clocks",
    summary="Deadlines and why they are what they are",
    response=reads(ClocksOut, 404),
)
def get_clocks(request: HttpRequest, number: calls.Number) -> HttpResponse:
    """Every clock that runs or ran, explained in Chinese or English as Accept-Language asks."""
    case = case_of(request, number)
    return answer(clocks_of(case, get_language() or "zh"), version=case.row.version)


@router.get(
    "/complaints/{number}/journal",
    auth=READ,
    operation_id="get_journal",
    summary="What happened",
    response=reads(JournalOut, 404),
)
def get_journal(
    request: HttpRequest, number: calls.Number, asked: Annotated[JournalPage, Query()]
) -> HttpResponse:
    """One entry a command, newest first."""
    refuse_others(request, JournalPage)
    before = asked.before()
    row = one.find(actor_of(request), number)
    page = timeline.page(row, before, asked.limit)
    items = [EntryOut.model_validate(entry) for entry in page.entries]
    return answer(JournalOut(items=items, next=str(page.older or "")), version=row.version)


@router.get(
    "/complaints/{number}/commands",
    auth=READ,
    operation_id="get_commands",
    summary="What can be done now, and why the rest cannot",
    response=reads(PossiblesOut, 404),
)
def get_commands(request: HttpRequest, number: calls.Number) -> HttpResponse:
    """Every command, whether the token's user could give it now, and if not, which rule stands against it."""
    case = case_of(request, number)
    return answer(possibles_of(case, actor_of(request)), version=case.row.version)
