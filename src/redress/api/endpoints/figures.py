"""Figures by counting rule, the cases behind each, and the links of a case."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from redress.api import calls, scopes
from redress.api.bearer import Bearer, actor_of
from redress.api.calls import answer
from redress.api.filters import Day, no_cursor, refuse_others
from redress.api.operations import reads
from redress.api.schemas import Instant, SummaryOut
from redress.casework import moment, paging
from redress.casework.inputs import Code
from redress.complaints.linking.queries import links as linked
from redress.complaints.oversight.queries import figures as counting
from redress.complaints.queries import case as one

router = Router()
READ = Bearer(scopes.READ)
Named = Literal["cases", "times", "matters", "complainants", "substantiated", "net_of_withdrawn"]


class FigureFilter(BaseModel):
    """Of the figures. Days are of the house's zone, both ends included."""

    registered_from: Day | None = Field(
        default=None, description="First day; the first of this year by default."
    )
    registered_to: Day | None = Field(default=None, description="Last day; today by default.")
    unit: Code = Field(default="", description="A unit with all below it.")
    class_code: Code = Field(default="", description="Code of the class.")
    basis: Literal["now", "intake"] = Field(
        default="now", description="The class as it is now or as at intake."
    )

    def period(self) -> counting.Period:
        today = timezone.localdate(moment.now())
        return counting.Period(
            first=self.registered_from or date(today.year, 1, 1),
            last=self.registered_to or today,
            unit=self.unit,
            class_code=self.class_code,
            at_intake=self.basis == "intake",
        )


class CountedFilter(FigureFilter):
    """Of the cases behind a figure."""

    rule: Named = Field(description="Name of the counting rule.")
    cursor: str = Field(default="", max_length=200, description="`next` of the page before.")
    limit: int = Field(default=paging.SIZE, ge=1, le=counting.MOST)


class RuleOut(BaseModel):
    name: str
    version: str
    title: dict[str, str]
    cite: list[str]


class FigureOut(BaseModel):
    """A figure with the rule that made it."""

    rule: RuleOut
    value: int
    by_unit: dict[str, int]
    by_class: dict[str, int]


class FiguresOut(BaseModel):
    """Every counting rule's figure for the period."""

    registered_from: date
    registered_to: date
    figures: list[FigureOut]


class CountedOut(BaseModel):
    """A case, and how much it adds to the figure."""

    case: SummaryOut
    weight: int


class CountedPageOut(BaseModel):
    items: list[CountedOut]
    next: str


class LinkOut(BaseModel):
    """A link of the case. `number` is empty when the caller may not see the other case; then `ask` says where."""

    kind: str
    direction: Literal["to", "from"]
    number: str
    ask: str
    rule: str
    ruled: str
    reason: str
    made_at: Instant
    ended_at: Instant | None


class LinksOut(BaseModel):
    items: list[LinkOut]


@router.get(
    "/figures",
    auth=READ,
    operation_id="get_figures",
    summary="Figures by counting rule",
    response=reads(FiguresOut),
)
def get_figures(request: HttpRequest, asked: Annotated[FigureFilter, Query()]) -> HttpResponse:
    """What each counting rule gives for the cases within the scope of the token's user, with its version."""
    refuse_others(request, FigureFilter)
    found = counting.figures(actor_of(request), asked.period())
    return answer(
        FiguresOut(
            registered_from=found.asked.first,
            registered_to=found.asked.last,
            figures=[
                FigureOut(
                    rule=RuleOut(
                        name=rule.name, version=rule.version, title=dict(rule.title), cite=list(rule.cite)
                    ),
                    value=found.total[place],
                    by_unit={line.code: line.figures[place] for line in found.units},
                    by_class={line.code: line.figures[place] for line in found.classes},
                )
                for place, rule in enumerate(found.rules)
            ],
        )
    )


@router.get(
    "/figures/cases",
    auth=READ,
    operation_id="list_counted",
    summary="The cases behind a figure",
    response=reads(CountedPageOut),
)
def list_counted(request: HttpRequest, asked: Annotated[CountedFilter, Query()]) -> HttpResponse:
    """Every case that adds to the figure, and how much; their weights add up to it."""
    refuse_others(request, CountedFilter)
    after = paging.unpack(asked.cursor)
    if asked.cursor and after is None:
        raise no_cursor()
    page = counting.counted(actor_of(request), asked.rule, asked.period(), after, asked.limit)
    items = [CountedOut(case=SummaryOut.model_validate(row.case), weight=row.weight) for row in page.rows]
    return answer(CountedPageOut(items=items, next=page.next))


@router.get(
    "/complaints/{number}/links",
    auth=READ,
    operation_id="get_links",
    summary="Linked cases",
    response=reads(LinksOut, 404),
)
def get_links(request: HttpRequest, number: calls.Number) -> HttpResponse:
    """The case's links with the rule that made each, newest first; those that were ended too."""
    actor = actor_of(request)
    row = one.find(actor, number)
    return answer(LinksOut(items=[_link(each) for each in linked.linked(actor, row)]), version=row.version)


def _link(each: linked.Linked) -> LinkOut:
    return LinkOut(
        kind=each.link.kind,
        direction="to" if each.onward else "from",
        number=each.case.number if each.case else "",
        ask=str(each.elsewhere.unit) if each.elsewhere else "",
        rule=each.link.rule,
        ruled=each.link.ruled,
        reason=each.link.reason,
        made_at=each.link.made_at,
        ended_at=each.link.ended_at,
    )
