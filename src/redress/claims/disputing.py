"""A dispute over a claim becomes a complaint in one step, with what the claim knows (CLM-10)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, gettext_noop
from pydantic import Field

from redress.casework import moment, rulebooks
from redress.casework.asking import Option, Prompt
from redress.casework.conflicts import ConflictKind
from redress.casework.door import Outcome
from redress.casework.inputs import Code, Codes, Text
from redress.casework.listing import headed
from redress.claims.commands.after import RecordDispute
from redress.claims.door import DOOR
from redress.claims.file import OpenClaim
from redress.claims.models import Claim, ClaimParty, Decision
from redress.claims.queries.sums import shown
from redress.claims.refusals import NoSuchClaim
from redress.complaints import executor as complaints
from redress.complaints.intake.commands.people import Person
from redress.complaints.intake.commands.register import Register
from redress.complaints.models import Complaint
from redress.complaints.recusing.commands.recuse import DeclareConflict
from redress.organisation.actor import Actor
from redress.organisation.inheritance import lineage
from redress.rulebook import Rulebook
from redress.rulebook.kinds import OUTCOMES
from redress.rulebook.words import KEPT_IN
from redress.sealing.doors import atomic

CLASS = "claims"
"""The class of the method for complaints about claims."""


def _method(file: OpenClaim) -> Rulebook | None:
    """The method that complaints of the claim's unit follow."""
    found = lineage(file.row.unit_id)
    name = found.rulebook if found else ""
    return rulebooks.opened(rulebooks.in_force(name, timezone.localdate(file.now))) if name else None


def _channels(file: OpenClaim, _actor: Actor) -> list[Option]:
    book, language = _method(file), get_language() or ""
    channels = book.method.channels if book else {}
    return [Option(code, each.title.get(language)) for code, each in channels.items()]


def _soothing(file: OpenClaim, _actor: Actor) -> list[Option]:
    book, language = _method(file), get_language() or ""
    said = book.method.soothing if book else {}
    return [
        Option(code, headed(each.title.get(language), each.text.get(language))) for code, each in said.items()
    ]


class Disputing(RecordDispute):
    """What is asked of who turns a dispute into a complaint; the claim's own entry is made of it."""

    name = "dispute"
    label = gettext_lazy("Dispute becomes a complaint")
    prompts = {
        "complaint": Prompt(unless=lambda _file, _actor: True),
        "channel": Prompt(choices=_channels, whole=True),
        "soothing": Prompt(choices=_soothing, if_any=True),
    }

    complaint: Code = Field(default="", title=gettext_noop("Complaint"))
    channel: Code = Field(default="phone_in", title=gettext_noop("Channel"))
    demand: Text = Field(default="", title=gettext_noop("Demand"))
    facts_repeated: bool = Field(
        default=False, title=gettext_noop("Facts were repeated back to the customer")
    )
    soothing: Codes = Field(default=[], max_length=10, title=gettext_noop("Wording used to soothe"))


def dispute(
    actor: Actor, number: str, given: Disputing, *, version: int | None = None, key: str = ""
) -> tuple[Outcome, Outcome]:
    """The outcomes of the claim and of the new complaint: both are done, or neither. Raises Refusal.

    Whoever decided the claim keeps out of the complaint about it (ORG-13).
    """
    row = Claim.objects.visible_to(actor).select_related("unit").filter(number=number).first()
    if row is None:
        raise NoSuchClaim(number)
    people = [
        Person(name=each.name, phone=each.phone, id_number=each.id_number, email=each.email)
        for each in ClaimParty.objects.filter(claim=row).order_by("id")[:10]
    ]
    file = OpenClaim(row, moment.now())
    with atomic("claim"):
        filed = complaints.execute(
            Register(
                channel=given.channel,
                received_at=file.now,
                unit=row.unit.code,
                people=people,
                policy_number=row.policy_number,
                claim_number=row.number,
                product_line=file.rulebook.method.lines[row.line].title.get(KEPT_IN),
                class_code=CLASS,
                facts="\n".join([given.reason, "", *told(file)])[:5000],
                demand=given.demand,
                amount=file.decision.amount if file.decision else row.estimate,
                facts_repeated=given.facts_repeated,
                soothing=given.soothing,
            ),
            actor,
            key=f"{key}.complaint" if key else "",
        )
        done = DOOR.execute(
            RecordDispute(complaint=filed.number, reason=given.reason), actor, number, version, key
        )
        for person in _deciders(row, filed.number):
            conflict = DeclareConflict(
                person=person,
                kind=ConflictKind.HANDLED_BEFORE,
                reason=f"核定了赔案 {number}。",
            )
            complaints.execute(conflict.derived(), actor, filed.number, key=f"{key}.{person}" if key else "")
    return done, filed


def _deciders(row: Claim, complaint: str) -> list[str]:
    """Who decided the claim, where the method of the complaint knows that as a ground."""
    filed = Complaint.objects.select_related("rulebook").filter(number=complaint).first()
    known = rulebooks.rulebook_of(filed).method.recusal if filed is not None else None
    if known is not None and ConflictKind.HANDLED_BEFORE.value not in known.conflicts:
        return []
    by = Decision.objects.filter(claim=row, decided_by__isnull=False).order_by("decided_by")
    return list(by.values_list("decided_by__username", flat=True).distinct())


def told(file: OpenClaim) -> Iterator[str]:
    """What the claim knows, line by line, in the language in which the house keeps its papers."""
    row, method = file.row, file.rulebook.method
    losses = "、".join(method.losses[loss].title.get(KEPT_IN) for loss in row.losses)
    yield f"赔案 {row.number}，报案时间 {_day(row.reported_at)}，出险时间 {_day(row.occurred_at)}。"
    line, cause = (
        method.lines[row.line].title.get(KEPT_IN),
        method.loss_causes[row.loss_cause].title.get(KEPT_IN),
    )
    yield f"险种：{line}；出险原因：{cause}；损失：{losses}。"
    yield f"出险地点：{row.place}"
    yield f"经过：{row.course}"
    for notice in file.notices:
        names = "、".join(file.paper(code).title.get(KEPT_IN) for code in notice.papers)
        yield f"{_day(notice.told_at)} 告知补充：{names}" + (
            f"（新的事实：{notice.new_fact}）" if notice.new_fact else ""
        )
    for code, paper in file.papers.items():
        came = f"{_day(paper.received_at)} 收到" if paper.received_at else "未收到"
        yield f"材料：{file.paper(code).title.get(KEPT_IN)}，{came}"
    if (decision := file.decision) is not None:
        outcome = OUTCOMES[decision.outcome].get(KEPT_IN)
        yield f"{_day(decision.decided_at)} 核定：{outcome}，{decision.amount:,.2f} 元。"
        yield from filter(None, (decision.clause, decision.reasons))
        for each in shown(decision):
            yield f"{each.title}（{each.clause}）：{each.sum}"


def _day(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d}" if at else "—"
