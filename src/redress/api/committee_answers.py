"""Answers about committees: sessions with agenda and votes, and what was ruled on a case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, Field

from redress.api.schemas import DepartmentOut, Instant, Out, Rows, UnitOut, UserOut


class BodyOut(Out):
    """A leading group or a coordination committee."""

    kind: str = Field(examples=["coordination_committee"])
    unit: UnitOut


class SessionSummaryOut(Out):
    """A session in a list."""

    number: str = Field(examples=["SC-C-2026-003"])
    body: BodyOut
    kind: str = Field(examples=["committee"])
    state: str = Field(examples=["signed"])
    at: Instant
    place: str
    chair: UserOut


class SessionsOut(BaseModel):
    """Sessions, the latest called first; `next` asks for those before, empty when these are the first."""

    items: list[SessionSummaryOut]
    next: str


class BodyToCallOut(BodyOut):
    """A body whose sessions the caller may call; `id` goes into plan_session."""

    id: int


class BodiesOut(BaseModel):
    items: list[BodyToCallOut]


class AttendeeOut(Out):
    """A member; `member` is the id that names the person in `attend` and `recuse`."""

    member: int = Field(validation_alias="user_id")
    user: UserOut
    role: str
    department: DepartmentOut | None
    present: bool


class VoteOut(Out):
    """A member's vote, given once; who is against says why."""

    user: UserOut
    choice: str = Field(examples=["against"])
    reason: str
    at: Instant


class RecusalOut(Out):
    """A member who takes no part in the item."""

    user: UserOut
    reason: str
    at: Instant


class HearingOut(Out):
    department: DepartmentOut
    speaker: str
    words: str
    at: Instant


class CountOut(BaseModel):
    """The vote as it stands, under the rule that was frozen on the session."""

    members: int
    entitled: int
    present_needed: int
    votes_needed: int
    in_favour: int
    against: int
    abstained: int
    carried: bool


class AgendaItemOut(BaseModel):
    """An item. `case` is empty for a topic, and for a case that the caller may not see."""

    position: int
    case: str
    question: str
    topic: str
    motion: str
    state: str = Field(examples=["carried"])
    settled_at: Instant | None
    remark: str
    count: CountOut
    recusals: list[RecusalOut]
    hearings: list[HearingOut]
    votes: list[VoteOut]
    ruling: str = Field(description="Number of the ruling it led to, or empty.")


class ActionOut(Out):
    """Something the meeting gave somebody to do."""

    position: int
    what: str
    owner: UserOut
    until: date
    done_at: Instant | None
    evidence: str


class SessionOut(SessionSummaryOut):
    """A session with its agenda and what came of it."""

    version: int
    minutes: str
    signed_by: UserOut | None
    signed_at: Instant | None
    attendees: Rows[AttendeeOut]
    agenda: list[AgendaItemOut]
    actions: Rows[ActionOut]


class ExecutionOut(Out):
    """Something the ruling asks of somebody; `id` goes into report_execution as `todo`."""

    id: int
    position: int
    what: str
    owner: UserOut
    until: date
    done_at: Instant | None
    done_by: UserOut | None
    evidence: str


class RulingOut(BaseModel):
    """What was ruled; it binds. Amount in yuan."""

    number: str = Field(examples=["SC-C-2026-003/1"])
    words: str
    amount: Decimal | None
    validity: str
    causes: list[tuple[str, int]] = Field(description="Code of the cause, id of the department.")
    closing: str
    reasons: str
    at: Instant
    executions: list[ExecutionOut]


class ReferralOut(BaseModel):
    """The case before a committee: the question, the sessions that took it up, the ruling.

    `id` goes into put_on_agenda and take_back_referral as `referral`.
    """

    id: int
    body: BodyOut
    question: str = Field(examples=["handling"])
    reason: str
    because: str
    motion: str
    state: str = Field(examples=["ruled"])
    by: UserOut | None
    at: Instant
    sessions: list[str] = Field(description="Numbers of the sessions that the caller may see.")
    ruling: RulingOut | None


class ReferralsOut(BaseModel):
    """The newest first."""

    items: list[ReferralOut]
