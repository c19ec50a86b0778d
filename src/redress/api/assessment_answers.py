"""Answers about what is learnt from cases: corrective actions, samples and their checks, articles."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from redress.api.schemas import DepartmentOut, Instant, Out, UnitOut, UserOut


class ActionSummaryOut(Out):
    """A corrective action in a list."""

    number: str = Field(examples=["A-000012"])
    version: int
    unit: UnitOut
    cause: str
    class_code: str
    since: date
    measure: str
    owner: UserOut
    department: DepartmentOut
    due: date
    state: str


class ActionsOut(BaseModel):
    """Most urgent first."""

    items: list[ActionSummaryOut]


class EffectOut(Out):
    """Cases with the cause over equally many days before and after the measure worked, and the ratio of their rates
    with its 95 % interval; null where nothing can be compared."""

    before: int
    days_before: int
    after: int
    days_after: int
    undetermined: int
    ratio: float | None
    low: float
    high: float | None
    verdict: str = Field(examples=["fell"])


class ActionOut(ActionSummaryOut):
    """A corrective action. `case` is empty where it comes from none that the caller sees."""

    case: str = ""
    opened_by: UserOut
    opened_at: Instant
    evidence: str
    in_force: date | None
    done_by: UserOut | None
    done_at: Instant | None
    verified_by: UserOut | None
    verified_at: Instant | None
    verdict: str
    effect: EffectOut | None = None


class SampleSummaryOut(Out):
    """A sample in a list. From its seed and its population anybody can draw the same cases again."""

    number: str = Field(examples=["S-000012"])
    version: int
    unit: UnitOut
    state: str
    rule: str
    rulebook: str
    first: date
    last: date
    seed: str
    share: int = Field(description="Per cent of each stratum.")
    least: int = Field(description="Cases of each stratum at least.")
    size: int
    population: str
    drawn_by: UserOut
    drawn_at: Instant


class SamplesOut(BaseModel):
    """Newest first."""

    items: list[SampleSummaryOut]


class CheckOut(Out):
    """A drawn case, and what was found of it. `items`: item of the checklist -> result."""

    case: Annotated[str, BeforeValidator(lambda complaint: complaint.number)] = Field(
        validation_alias="complaint"
    )
    stratum: str
    items: dict[str, str]
    score: int | None = Field(description="Per cent of the items that apply.")
    remark: str
    checked_by: UserOut | None
    checked_at: Instant | None


class SampleOut(SampleSummaryOut):
    """`strata`: stratum -> its cases, and how many of them were drawn."""

    strata: dict[str, tuple[int, int]]
    checks: list[CheckOut]


class ArticleSummaryOut(Out):
    """An article in a list."""

    number: str = Field(examples=["K-000012"])
    version: int
    title: str
    class_code: str
    reason_code: str
    state: str


class ArticlesOut(BaseModel):
    """Newest first."""

    items: list[ArticleSummaryOut]


class ArticleOut(ArticleSummaryOut):
    """A typical case without anybody's data."""

    situation: str
    handling: str
    lesson: str
    unit: UnitOut
    drafted_by: UserOut
    drafted_at: Instant
    published_by: UserOut | None
    published_at: Instant | None
