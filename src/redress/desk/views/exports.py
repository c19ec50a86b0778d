"""Lists and figures as files; each is logged (SEC-03). They hold what the pages show, and no personal data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from redress.casework import access
from redress.casework.listing import listed
from redress.casework.paging import unpack
from redress.casework.rulebooks import rulebook_of
from redress.complaints.lists.register_list import MOST, RegisterFilters, register_list
from redress.complaints.oversight.queries import figures as counting
from redress.complaints.queries.case import Row
from redress.desk import table_file, wording
from redress.desk.decorators import StaffRequest, staff
from redress.desk.pages import codes
from redress.desk.pages import figures as pages
from redress.organisation.actor import Actor
from redress.rulebook.counting import RULES

Words = Callable[[Row, str], str]
"""A code of a case, by the name of its field, in the reader's words."""


@require_safe
@staff
def figures(request: StaffRequest) -> HttpResponse:
    asked = pages.period(request.GET.dict())
    found = counting.figures(request.actor, asked)
    access.log(request.actor, access.Action.EXPORT, purpose=f"figures {pages.query(asked)}")
    columns = [
        f"{title} ({', '.join(cite)}, v{version})" for _name, title, version, cite in pages.titles(found)
    ]
    rows = [
        *((_("Unit"), line.title, *line.figures) for line in found.units),
        *((_("Class"), line.title, *line.figures) for line in found.classes),
        (_("All"), "", *found.total),
    ]
    return _file(request, "figures", ["", "", *columns], rows)


@require_safe
@staff
def counted(request: StaffRequest) -> HttpResponse:
    rule, asked = request.GET.get("rule", ""), pages.period(request.GET.dict())
    if rule not in RULES:
        raise Http404
    access.log(request.actor, access.Action.EXPORT, purpose=f"cases behind {pages.query(asked, rule=rule)}")
    header = [*_header(), _("Counts as")]
    return _file(request, f"cases-{rule}", header, _counted(request.actor, rule, asked, _words()), cases=True)


@require_safe
@staff
def register(request: StaffRequest) -> HttpResponse:
    asked = pages.period(request.GET.dict())
    access.log(request.actor, access.Action.EXPORT, purpose=f"register {pages.query(asked)}")
    return _file(request, "register", _header(), _registered(request.actor, asked, _words()), cases=True)


def _counted(actor: Actor, rule: str, asked: counting.Period, words: Words) -> Iterator[list[object]]:
    after = None
    while True:
        page = counting.counted(actor, rule, asked, after, counting.MOST)
        yield from ([*_row(each.case, words), each.weight] for each in page.rows)
        if not page.next:
            return
        after = unpack(page.next)


def _registered(actor: Actor, asked: counting.Period, words: Words) -> Iterator[list[object]]:
    after = None
    filters = RegisterFilters(
        registered_from=asked.first, registered_to=asked.last, unit=asked.unit, class_code=asked.class_code
    )
    while True:
        page = register_list(actor, filters, after, MOST)
        yield from (_row(case, words) for case in page.rows)
        if not page.next:
            return
        after = unpack(page.next)


def _file(
    request: StaffRequest,
    name: str,
    header: Sequence[object],
    rows: Iterable[Sequence[object]],
    *,
    cases: bool = False,
) -> HttpResponse:
    return table_file.response(
        name, header, rows, table_file.wanted(request.GET.get("format", "")), cases=cases
    )


def _words() -> Words:
    """Titles of the rulebook that each case follows, each looked up once."""
    language, known = get_language() or "", dict[tuple[int, str, str], str]()

    def words(case: Row, field: str) -> str:
        code = getattr(case, field)
        key = (case.rulebook_id, field, code)
        if key not in known:
            known[key] = codes.in_words(field, code, rulebook_of(case), language)
        return known[key]

    return words


def _header() -> list[str]:
    return [
        _("Case number"), _("State"), _("Unit"), _("Owner"), _("Channel"), _("Class"), _("Level"), _("Received at"),
        _("Registered"), _("Closed"), _("Companies concerned"), _("Recovered for the customer"),
    ]  # fmt: skip


def _row(case: Row, words: Words) -> list[object]:
    return [
        case.number,
        case.get_state_display(),
        str(case.unit),
        str(case.owner),
        words(case, "channel"),
        words(case, "class_code"),
        words(case, "level"),
        wording.known(case.received_at, case),
        wording.known(case.registered_at, case),
        wording.known(case.closed_at, case) if case.closed_at else "",
        listed(case.external_parties),
        case.recovered or "",
    ]
