"""Walk-through H: the law's long way, every day counted by hand. Dates are of 2026, a day is a calendar day.

received                     Mon  1 June   30 days, the first not counted: to the end of  1 July
extended by 30 days          Thu 25 June                                    to the end of 31 July
outside appraisal            Fri  3 July to Wed 15 July: 12 days            to the end of 12 August
new facts received           Mon 20 July   30 days anew                     to the end of 19 August
decided, posted, arrived     10, 11, 13 August: in time, because posted in time
review may be asked for      30 days from 13 August: to the end of Sat 12 September, and not a day longer
asked for in writing         Fri 11 September, day 29
review to be told            30 days from 11 September: to the end of 11 October
changed and told             Wed 30 September
"""

import pytest

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.clocks.models import Clock
from redress.clocks.queries import states
from redress.complaints.closing.commands.close import Close
from redress.complaints.closing.commands.determine import Determine
from redress.complaints.deciding.commands.approve import Approve
from redress.complaints.executor import execute
from redress.complaints.handling.commands.contact import Confirm, RecordContact
from redress.complaints.journal import verify
from redress.complaints.law.commands.extend import AskExtension, TellExtension
from redress.complaints.law.commands.new_facts import NewFacts
from redress.complaints.law.commands.pausing import Pause, Resume
from redress.complaints.law.commands.review import DecideReview, RequestReview
from redress.complaints.law.commands.telling import RecordTelling
from redress.complaints.models import Complaint
from redress.rulebook import State
from tests.complaints.inputs import department, transfer
from tests.complaints.papers import attach
from tests.complaints.stages import REMEDIES, decision, to_proposal
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


def day(text: str) -> object:
    """'07-02' is the instant at which 1 July ends."""
    return local(f"2026-{text} 00:00")


def law(number: str) -> tuple[str, object]:
    clock = Clock.objects.get(file__number=number, key="resolution_law")
    return clock.status, clock.due_at


@pytest.mark.req("CLK-04", "CLK-05", "CLO-08", "AUT-05", "AUT-06", "COM-05", "COM-06")
def test_the_laws_long_way(actor):
    city, above, province = actor("cd.officer"), actor("sc.cshead"), actor("sc.officer")

    with moment.at(local("2026-06-01 10:00")):
        letter = {"channel": "letter", "source": "direct", "complexity": "complex"}
        number = execute(transfer(received_at="2026-06-01T09:00", **letter), city).number
        execute(Confirm(means="letter", words="寄出来函确认书"), city, number)
        assert law(number) == ("running", day("07-02"))

    with moment.at(local("2026-06-25 10:00")):
        execute(AskExtension(reason="病历在外省，调取需要时间"), city, number)
        execute(Approve(approval=1), above, number)
        assert law(number) == ("running", day("07-02")), "approved, and not told yet"
        told = TellExtension(means="sms", words="处理期限延长三十日", reference="短信 301")
        execute(told, city, number)
        assert law(number) == ("running", day("08-01"))
        with pytest.raises(Refusal) as twice:
            execute(AskExtension(reason="再延长"), city, number)
        assert twice.value.rule == "AUT-05"

    with moment.at(local("2026-07-03 10:00")):
        with pytest.raises(Refusal) as bare:
            execute(Pause(ground="appraisal", words="委托司法鉴定", told_by="sms"), city, number)
        assert (bare.value.rule, bare.value.field) == ("CLK-05", "proofs")
        proofs = [
            {"proof": "commission", "evidence": attach(number, city, "司法鉴定委托书", "other")},
            {"proof": "notice_to_customer", "evidence": attach(number, city, "告知短信截图", "other")},
        ]
        pause = Pause(ground="appraisal", words="委托司法鉴定", proofs=proofs, told_by="sms")
        execute(pause, city, number)
        assert law(number)[0] == "paused"
    with moment.at(local("2026-07-15 16:00")):
        report = [{"proof": "appraisal_report", "evidence": attach(number, city, "鉴定意见书", "other")}]
        execute(Resume(ground="appraisal", outcome="伤残等级十级", proofs=report), city, number)
        assert law(number) == ("running", day("08-13"))
        clock = next(c for c in states(Complaint.objects.get(number=number)) if c.key == "resolution_law")
        kinds = [(part.kind, str(part.amount or "")) for part in clock.segments]
        assert ("extended", "30 calendar days") in kinds
        assert ("paused", "12 calendar days") in kinds

    with moment.at(local("2026-07-20 15:00")):
        repeated = RecordContact(kind="inbound", means="call", words="客户再次来电，诉求相同")
        execute(repeated, city, number)
        assert law(number) == ("running", day("08-13")), "the same again restarts nothing"
        files = [attach(number, city, "第二次手术记录")]
        execute(NewFacts(what="客户提交第二次手术记录", evidence=files), city, number)
        assert law(number) == ("running", day("08-20"))

    with moment.at(local("2026-08-10 10:00")):
        to_proposal(number, city, unit="cd")
        assert execute(decision(), city, number).state is State.DECIDED
    with moment.at(local("2026-08-14 10:00")):
        posted = RecordTelling(
            what="decision",
            means="letter",
            at="2026-08-11T17:00",
            delivered_at="2026-08-13T09:00",
            words="寄出处理决定书",
            evidence=attach(number, city, "邮寄回执", "other"),
        )
        assert execute(posted, city, number).facts["in_time"] is True
        assert law(number)[0] == "met"

    with moment.at(local("2026-09-14 10:00")):
        request = {"grounds": "护理费少算", "evidence": attach(number, city, "核查申请书")}
        with pytest.raises(Refusal) as late:
            execute(RequestReview(requested_at="2026-09-13T00:01", **request), city, number)
        assert "2026-09-12" in str(late.value)
        execute(RequestReview(requested_at="2026-09-11T16:00", **request), city, number)
        assert Clock.objects.get(file__number=number, key="review").due_at == day("10-12")

    with moment.at(local("2026-09-30 10:00")):
        new = DecideReview(
            outcome="changed",
            process="程序合规",
            limit="在法定期限内告知",
            result="护理费按九十日计算，应予补付",
            reasons="鉴定意见支持九十日护理期",
            decision="护理费改为一千二百元。",
            basis="条款第五条",
            amount="1200",
            remedies=REMEDIES[1:],
        )
        with pytest.raises(Refusal) as own:
            execute(new, city, number)
        assert own.value.status == 403
        with pytest.raises(Refusal) as approver:
            execute(new, above, number)
        assert approver.value.rule == "AUT-03", "who allowed more time has handled the case"
        assert execute(new, province, number).state is State.DECIDED
        with pytest.raises(Refusal) as open_review:
            execute(_determined(), city, number)
        assert open_review.value.rule == "COM-06"
        told = RecordTelling(what="review", means="call", words="电话告知核查决定", reference="录音 66")
        assert execute(told, province, number).facts["in_time"] is True
        execute(_determined(), city, number)

    case = Complaint.objects.get(number=number)
    clocks = Clock.objects.filter(file_id=case.pk).values_list("key", "status")
    assert {status for key, status in clocks if key in ("resolution_law", "review")} == {"met"}
    assert list(case.decisions.values_list("kind", "state")) == [("first", "superseded"), ("review", "told")]
    assert (case.state, case.under_review) == (State.DETERMINED, False)
    assert set(case.tellings.values_list("what", flat=True)) == {
        "acceptance",
        "extension",
        "pause",
        "decision",
        "review",
    }
    assert not list(verify(case))
    with moment.at(local("2026-10-08 10:00")), pytest.raises(Refusal) as unsigned:
        execute(Close(), city, number)
    assert "2020-3" not in unsigned.value.rule, "the law is satisfied; only the method still wants something"


def _determined() -> Determine:
    causes = [{"code": "delay", "department": department("cd", "claims")}]
    return Determine(validity="substantiated", reasons="护理费少算属实", causes=causes)
