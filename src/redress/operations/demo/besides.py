"""What goes on in the demo house beside the handling of cases: a session is called, letters lie with legal counsel,
opinions wait for a superior, causes are repaired, closures are checked.

Like the cases, all of it goes through the doors that the people themselves use.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils import timezone

from redress.administration.deputies import NameDeputy
from redress.administration.door import PEOPLE
from redress.administration.numbers import person_number
from redress.assessment import actions, knowledge, spotchecks
from redress.casework import moment
from redress.casework.door import Outcome
from redress.committee.bodies import body_for
from redress.committee.commands.agenda import PutOnAgenda
from redress.committee.commands.refer import ReferToCommittee
from redress.committee.door import give
from redress.committee.kinds import BodyKind, Question, SessionKind, TopicKind
from redress.committee.queries.rulings import before_committee
from redress.committee.sessions.agenda import AddTopic
from redress.committee.sessions.plan import PlanSession
from redress.complaints.commands.base import Command
from redress.complaints.deciding.commands.authorise import Authorise
from redress.complaints.executor import execute
from redress.complaints.handling.commands.investigate import Propose
from redress.complaints.keeping.commands.hold import PlaceHold
from redress.complaints.letters.draft import DraftLetter
from redress.complaints.letters.review import ReturnLetter, SubmitLetter
from redress.complaints.queries.case import find
from redress.letters.commands.review import Mark
from redress.organisation.actor import Actor
from redress.organisation.calendars import calendar_named
from redress.organisation.models import Unit, User
from redress.organisation.queries import actor as actor_of

PROVINCE = "sc"
_SHANGHAI = ZoneInfo("Asia/Shanghai")
_ARTICLE = {
    "title": "柜面临近下班不再叫号的投诉",
    "situation": "客户到达柜面时距下班还有一小时，叫号机已经停用，工作人员没有说明原因。",
    "handling": "当日向客户致歉并当场受理，次日公示叫号截止时间，由值班主管处理截止后到达的客户。",
    "lesson": "停止叫号应当有明示的时间和替代安排；客户不满往往来自没有人解释。",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A case of the demo: who handles it, where, how far it went, and the story it came from."""

    number: str
    owner: str
    unit: str
    stage: str
    level: str


def load(cases: Sequence[Made]) -> None:
    """Once, beside the cases just made; each part takes the first case that fits it."""
    here = [case for case in cases if case.unit == PROVINCE]
    _committee(next(case for case in here if case.level == "major"))
    _waiting(*[case for case in here if case.stage == "rejected"][:2])
    _letters(*[case for case in cases if case.stage == "answered" and case.owner[:2] in ("sc", "cd")][:2])
    closed = [case for case in cases if case.stage == "closed" and case.owner[:2] in ("sc", "cd")]
    _improving(closed[0])
    _give(
        closed[0].number, PlaceHold(reason="客户已就本件向法院起诉，诉讼终结前资料不得销毁。"), "sc.officer"
    )
    _absence()


def _committee(major: Made) -> None:
    """The major case is referred, and stands on the agenda of a session in three working days."""
    _give(
        major.number,
        ReferToCommittee(
            reason="major",
            because="涉及八名老年客户，要求集体退保，金额较大，需要统一口径。",
            question=Question.HANDLING,
            motion="同意八名客户全额退保，由销售部承担费用差额，并派专人上门说明。",
            amount=Decimal(400_000),
        ),
        "sc.officer",
    )
    unit = Unit.objects.get(code=PROVINCE)
    body = body_for(unit, BodyKind.COORDINATION_COMMITTEE)
    if body is None:
        raise LookupError(f"the demo has no committee in {unit}")
    head = _actor("sc.cshead")
    called = give(
        PlanSession(body=body.pk, kind=SessionKind.COMMITTEE, at=_in_days(3), place="四川分公司三楼会议室"),
        head,
    )
    referral = before_committee(find(head, major.number))[0].referral
    _give(major.number, PutOnAgenda(referral=referral.pk, session=called.number), "sc.cshead")
    topic = AddTopic(
        kind=TopicKind.ISSUE,
        topic="理赔资料一次性告知执行不到位",
        motion="自下月起，各柜面受理理赔时使用统一的资料清单，由客户服务部每周抽查。",
    )
    give(topic, head, called.number)


def _waiting(first: Made, second: Made) -> None:
    """Two opinions go beyond what their handlers may decide and wait for a superior; one colleague is authorised."""
    for case, amount in ((first, 20_000), (second, 60_000)):
        _give(
            case.number,
            Propose(
                plan="在原意见基础上，退还部分保费作为补偿，并书面致歉。",
                basis="保险合同和公司协商退费规则。",
                amount=Decimal(amount),
            ),
            case.owner,
        )
    _give(
        first.number,
        Authorise(
            to="sc.handler",
            amount=Decimal(15_000),
            reason="出差期间授权处理本件的补偿事宜。",
            expires_at=_in_days(5),
        ),
        "sc.cshead",
    )


def _letters(sent: Made, returned: Made) -> None:
    """One processing opinion lies with legal counsel, another came back with marks."""
    for case in (sent, returned):
        drafted = _give(case.number, DraftLetter(kind="processing_opinion"), case.owner)
        number = str(drafted.facts["letter"])
        _give(case.number, SubmitLetter(letter=number), case.owner)
    remark = ReturnLetter(
        letter=number,
        remark="处理决定应当写明履行期限。",
        marks=[Mark(part="decision", remark="补充具体的履行时间和联系人。")],
    )
    _give(returned.number, remark, "sc.legal")


def _improving(closed: Made) -> None:
    """One corrective action is under way, one is overdue, one is done and to be verified; an article, a spot check."""
    head, today = _actor("sc.cshead"), timezone.localdate()
    measures = (
        (0, 21, "sc.business", "修订保全资料清单，柜面一次性告知，清单随受理回执交客户。", closed.number),
        (20, 15, "sc.sales", "离职业务员的保单三个工作日内指定新的服务人员并短信告知客户。", ""),
        (20, 30, "sc.finance", "续期扣款失败当日短信通知客户，三日内人工回访。", ""),
    )
    for ago, days, owner, measure, case in measures:
        day = today - timedelta(days=ago)
        with moment.at(datetime.combine(day, time(10), _SHANGHAI) if ago else timezone.now()):
            asked = actions.OpenAction(
                unit=PROVINCE,
                case=case,
                cause="process",
                since=day - timedelta(days=90),
                measure=measure,
                owner=_person(owner).pk,
                due=day + timedelta(days=days),
            )
            opened = actions.give(asked, head)
    done = actions.ReportActionDone(
        evidence="系统已上线扣款失败短信，附短信样例和首周发送记录。", in_force=today
    )
    actions.give(done, _actor("sc.finance"), opened.number)
    drafted = knowledge.DraftArticle(case=closed.number, **_ARTICLE)
    article = knowledge.give(drafted, _actor("sc.officer"))
    knowledge.give(knowledge.PublishArticle(), head, article.number)
    wanted = spotchecks.DrawSample(unit=PROVINCE, first=today - timedelta(days=30), last=today, seed="demo")
    spotchecks.give(wanted, head)


def _absence() -> None:
    """The coordinator of sales will be away next week."""
    first = timezone.localdate() + timedelta(days=7)
    named = NameDeputy(
        deputy=_person("sc.saleshead").pk, first=first, last=first + timedelta(days=4), reason="年休假"
    )
    PEOPLE.execute(named, _actor("sc.manager"), person_number(_person("sc.sales").pk))


def _give(number: str, command: Command, username: str) -> Outcome:
    return execute(command, _actor(username), number)


def _actor(username: str) -> Actor:
    return actor_of(_person(username).pk)


def _person(username: str) -> User:
    return User.objects.get(username=username)


def _in_days(count: int) -> datetime:
    """Ten o'clock, so many working days from today."""
    day: date = calendar_named("cn").add_working_days(timezone.localdate(), count)
    return datetime.combine(day, time(10), _SHANGHAI)
