"""Answers about committees, put together from a session or a referral with what hangs on it."""

from __future__ import annotations

from typing import Any

from redress.api.committee_answers import (
    ActionOut,
    AgendaItemOut,
    AttendeeOut,
    BodyOut,
    CountOut,
    ExecutionOut,
    HearingOut,
    RecusalOut,
    ReferralOut,
    RulingOut,
    SessionOut,
    SessionSummaryOut,
    VoteOut,
)
from redress.api.schemas import UserOut
from redress.committee.queries.rulings import Before
from redress.committee.queries.sessions import Row
from redress.committee.rules import count


def session_of(session: Row) -> SessionOut:
    """A session that was opened with all that hangs on it: asks the database nothing."""
    return SessionOut(
        **SessionSummaryOut.model_validate(session).model_dump(),
        version=session.version,
        minutes=session.minutes,
        signed_by=UserOut.model_validate(session.signed_by) if session.signed_by else None,
        signed_at=session.signed_at,
        attendees=[AttendeeOut.model_validate(each) for each in session.attendees.all()],
        agenda=[_item(session, item) for item in session.items.all()],
        actions=[ActionOut.model_validate(each) for each in session.actions.all()],
    )


def _item(session: Row, item: Any) -> AgendaItemOut:
    votes, referral, ruling = count(session, item), item.referral, getattr(item, "ruling", None)
    return AgendaItemOut(
        position=item.position,
        case=referral.complaint.number if referral else "",
        question=referral.question if referral else "",
        topic=item.topic,
        motion=referral.words if referral else item.motion,
        state=item.state,
        settled_at=item.settled_at,
        remark=item.remark,
        count=CountOut(
            members=votes.tally.members,
            entitled=votes.tally.entitled,
            present_needed=votes.present_needed,
            votes_needed=votes.votes_needed,
            in_favour=votes.tally.in_favour,
            against=votes.tally.against,
            abstained=votes.tally.abstained,
            carried=votes.carried,
        ),
        recusals=[RecusalOut.model_validate(each) for each in item.recusals.all()],
        hearings=[HearingOut.model_validate(each) for each in item.hearings.all()],
        votes=[VoteOut.model_validate(each) for each in item.votes.all()],
        ruling=ruling.number if ruling else "",
    )


def referral_of(before: Before) -> ReferralOut:
    """A referral with the sessions that took it up and the ruling."""
    referral = before.referral
    return ReferralOut(
        id=referral.pk,
        body=BodyOut.model_validate(referral.body),
        question=referral.question,
        reason=referral.reason,
        because=referral.because,
        motion=referral.words,
        state=referral.state,
        by=UserOut.model_validate(referral.by) if referral.by else None,
        at=referral.at,
        sessions=[item.session.number for item in before.items],
        ruling=_ruling(before),
    )


def _ruling(before: Before) -> RulingOut | None:
    ruling = before.ruling
    if ruling is None:
        return None
    return RulingOut(
        number=ruling.number,
        words=ruling.words,
        amount=ruling.amount,
        validity=ruling.validity,
        causes=[(code, department) for code, department in ruling.causes],
        closing=ruling.closing,
        reasons=ruling.reasons,
        at=ruling.at,
        executions=[ExecutionOut.model_validate(each) for each in before.todos],
    )
