"""Claims of the demo insurer: who handles them, the standard they follow, and some on their way."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from redress.administration.appointments import Appoint
from redress.administration.door import PEOPLE
from redress.administration.numbers import person_number
from redress.casework import moment, rulebooks
from redress.casework.command import Facts
from redress.claims.commands.base import ClaimCommand
from redress.claims.commands.decide import DecideClaim
from redress.claims.commands.papers import CheckMaterials, ReceiveMaterials
from redress.claims.commands.questions import AskQuestion
from redress.claims.commands.report import ReportClaim
from redress.claims.door import execute
from redress.claims.kinds import STANDARD
from redress.claims.letters.commands import DraftClaimLetter, SendClaimLetter
from redress.claims.queries.lists import page
from redress.organisation.actor import SYSTEM, Actor
from redress.organisation.kinds import Duty
from redress.organisation.models import Department, User
from redress.organisation.queries import actor as actor_of
from redress.policies.table.storing import store
from redress.policies.table.system import Table
from redress.policies.values import Account, Cover, Policy, Somebody

HANDLERS = {"sc.claims": "sc", "gx.claims": "gx", "psc.claims": "psc"}
_SINCE = date(2009, 1, 1)
_MOTOR = ["claim_form", "identity", "account", "traffic_report", "driving_licence", "repair_invoice"]
_MEDICAL_POLICY = "P510105000013"
_MEDICAL = ["claim_form", "identity", "account", "medical_record", "invoices"]


def load() -> None:
    """Once; what is there already stays as it is."""
    begin()
    if not page(SYSTEM).rows:
        _claims()


def begin() -> None:
    """The standard, and who handles claims."""
    if not rulebooks.published(STANDARD):
        rulebooks.publish(STANDARD)
    _handlers()


def _handlers() -> None:
    for username, unit in HANDLERS.items():
        person = User.objects.get(username=username)
        department = Department.objects.get(unit__code=unit, kind="claims")
        if not person.appointments.filter(duty=Duty.CLAIMS_HANDLER).exists():
            appointed = Appoint(department=department.pk, duty=Duty.CLAIMS_HANDLER, first=_SINCE)
            PEOPLE.execute(appointed, SYSTEM, person_number(person.pk))


def _claims() -> None:
    """One waits for papers, one is told what is missing, one is refused in part, one asks a question in vain."""
    property_, life = (_actor(name) for name in ("psc.claims", "sc.claims"))
    now = timezone.localtime(moment.now()).replace(hour=10, minute=0, second=0, microsecond=0)
    _report(
        property_,
        "psc",
        now - timedelta(days=1),
        "周明",
        "motor",
        "traffic",
        "vehicle",
        "追尾，前保险杠受损。",
        "C510000000008",
    )
    wanting = _report(
        property_,
        "psc",
        now - timedelta(days=6),
        "陈桂芳",
        "motor",
        "traffic",
        "vehicle",
        "倒车碰撞，后备箱变形。",
    )
    _give(property_, wanting, now - timedelta(days=5), ReceiveMaterials(papers=_MOTOR[:4]))
    lacking = [
        {"paper": "driving_licence", "reason": "行驶证照片模糊，请补交清晰件。"},
        {"paper": "repair_invoice", "reason": "未收到，须为原件。"},
    ]
    told = CheckMaterials.model_validate({"lacking": lacking, "told_by": "sms"})
    _give(property_, wanting, now - timedelta(days=4), told)
    part = _report(
        life,
        "sc",
        now - timedelta(days=9),
        "周敏",
        "medical",
        "illness",
        "medical_expense",
        "住院治疗七日。",
        _MEDICAL_POLICY,
    )
    _give(life, part, now - timedelta(days=8), ReceiveMaterials(papers=[*_MEDICAL, "discharge"]))
    _give(life, part, now - timedelta(days=7), CheckMaterials(told_by="app"))
    items = [
        {"title": "住院费用", "amount": "18600", "cover": "inpatient"},
        {"title": "门诊费用", "amount": "820.50", "cover": "inpatient"},
    ]
    decided = {
        "outcome": "part",
        "items": items,
        "clause": "第七条",
        "reasons": "自费药品不在保障范围内，已从认定金额中扣除。",
    }
    _give(life, part, now - timedelta(days=6), DecideClaim.model_validate(decided))
    at = now - timedelta(days=6)
    letter = _give(life, part, at, DraftClaimLetter(kind="decision_notice"))["letter"]
    _give(life, part, at, SendClaimLetter(letter=str(letter), means="email", proof="客户邮箱"))
    _give(life, part, now - timedelta(days=3), AskQuestion(question="自费药品的清单可以给我看一下吗？"))


def load_policy() -> None:
    """A policy whose cover is in force whenever the demo is loaded. The owner writes it: it is a policy system's."""
    today = timezone.localdate(moment.now())
    product = Table().product("AH-YL-01")
    assert product is not None
    holder = Somebody(name="周敏", id_number="510105199203071128", phone="13808081122")
    inpatient = Cover(
        code="inpatient",
        title="住院医疗",
        sum_insured=Decimal(200_000),
        left=Decimal(200_000),
        deductible=Decimal(1_000),
        ratio=Decimal("0.9"),
    )
    policy = Policy(
        number=_MEDICAL_POLICY,
        product=product,
        unit="cd",
        begins=today - timedelta(days=90),
        ends=today + timedelta(days=275),
        holder=holder,
        insured=(holder,),
        covers=(inpatient,),
        account=Account(holder="周敏", bank="中国银行成都武侯支行", number="6216601234567890123"),
    )
    store([policy])


def _report(
    actor: Actor,
    unit: str,
    at: datetime,
    name: str,
    line: str,
    cause: str,
    loss: str,
    course: str,
    policy: str = "",
) -> str:
    with moment.at(at):
        given = ReportClaim(
            unit=unit,
            policy_number=policy or f"DEMO-{name}",
            people=[{"name": name, "phone": "13800001234"}],
            line=line,
            loss_cause=cause,
            losses=[loss],
            occurred_at=at - timedelta(hours=3),
            place="成都市",
            course=course,
            account="6222020200112233445",
            account_holder=name,
        )
        return execute(given, actor).number


def _give(actor: Actor, number: str, at: datetime, command: ClaimCommand) -> Facts:
    with moment.at(at):
        return execute(command, actor, number).facts


def _actor(username: str) -> Actor:
    return actor_of(User.objects.get(username=username).pk)
