"""Walk-through E: mis-sold at a bank counter, difficult, refunded by leave of the province, closed in five days."""

import pytest

from redress.casework import moment
from redress.casework.refusals import Forbidden, Refusal
from redress.clocks.models import Clock
from redress.clocks.queries import explanations
from redress.complaints.closing.commands.callback import RecordCallback
from redress.complaints.closing.commands.close import Close
from redress.complaints.closing.commands.determine import Determine, Sign
from redress.complaints.deciding.commands.approve import Approve
from redress.complaints.executor import execute
from redress.complaints.flows.commands.flow_steps import Grade, HandOn
from redress.complaints.handling.commands.dispatch import Dispatch, ReplyOrder
from redress.complaints.handling.commands.investigate import GiveFeedback, Propose, RecordFinding
from redress.complaints.handling.commands.perform import Execute
from redress.complaints.letters.draft import DraftLetter, ReviseLetter
from redress.complaints.letters.review import PassLetter, ReturnLetter, SubmitLetter
from redress.complaints.letters.send import SendLetter
from redress.complaints.models import Complaint
from redress.letters.commands.review import Mark
from redress.rulebook import State
from tests.complaints.inputs import department, visit
from tests.fixtures.insurer import local
from tests.letters.inputs import REMEDIES

pytestmark = pytest.mark.django_db

MISSOLD = {
    "received_at": "2026-11-18T09:50",
    "class_code": "solicitation",
    "sale_stage": "in_sale",
    "product_line": "银保",
    "product": "安和两全保险（分红型）",
    "facts": "客户在银行网点办理存款，被推荐购买保险，称不知道是保险，签名非本人所签。",
    "demand": "全额退还保费一万八千元",
    "amount": "18000",
}
OPINION = {
    "verification": "经调取双录和投保资料，投保书签名与客户本人签名不一致，双录缺少风险提示。",
    "decision": "公司全额退还您所交保费18000元，于2026年11月24日前转入您的账户。",
    "basis": "《中华人民共和国保险法》第一百三十一条；公司银行代理业务管理规定第八条。",
    "reasons": "销售过程未尽告知义务，您的诉求合理，应予支持。",
    "remedies": REMEDIES,
}
ANSWERS = [
    {"question": "result_told", "answer": "已收到意见书"},
    {"question": "carried_out", "answer": "退款已到账"},
    {"question": "attitude", "answer": "满意"},
]


def clock(number, key):
    return Clock.objects.filter(file__number=number, key=key).order_by("-id").first()


@pytest.mark.req("FLW-12", "ORG-10", "AUT-01", "COM-04", "COM-05", "CLO-04", "CLK-07")
def test_a_missold_policy_is_refunded_in_full_and_closed_in_five_working_days(actor):
    city, contact, province, legal = (actor(n) for n in ("cd.officer", "sc.banca", "sc.cshead", "sc.legal"))

    with moment.at(local("2026-11-18 10:00")):
        number = execute(visit(**MISSOLD), city).number
    with moment.at(local("2026-11-18 10:30")):
        execute(HandOn(words="银行网点误导销售，请评定难度", means=["call", "email"]), city, number)
    with moment.at(local("2026-11-18 11:30")):
        execute(Grade(grade="difficult", reason="代签字并缺双录，涉及合作银行"), contact, number)
    with moment.at(local("2026-11-18 11:50")):
        order = execute(
            Dispatch(
                to=department("sc", "banca"),
                opinion="初步判断销售误导，请调取双录",
                transferred_at="2026-11-18T10:30",
                their_opinion="同意调查，先核对签名",
                planned_at="2026-11-19T17:00",
            ),
            city,
            number,
        ).facts["order"]
    with moment.at(local("2026-11-19 16:00")):
        execute(ReplyOrder(order=order, reply="签名不符，双录缺风险提示"), contact, number)
        for kind in ("truth", "responsibility", "reasonableness"):
            finding = RecordFinding(kind=kind, conclusion="属实", reasons=OPINION["verification"])
            execute(finding, contact, number)

    with moment.at(local("2026-11-20 09:00")):
        plan = Propose(
            plan=OPINION["decision"], basis=OPINION["basis"], amount="18000", promised_at="2026-11-24T17:00"
        )
        asked = execute(plan, city, number)
        assert asked.state is State.INVESTIGATING, "beyond the city's authority it waits"
        with pytest.raises(Forbidden):
            execute(Approve(approval=1), actor("cd.cshead"), number)
    with moment.at(local("2026-11-20 10:00")):
        assert execute(Approve(approval=1, words="同意全额退费"), province, number).state is State.PROPOSED

    with moment.at(local("2026-11-20 10:30")):
        draft = DraftLetter(kind="processing_opinion", parts=OPINION | {"reasons": "销售有瑕疵。"})
        letter = execute(draft, city, number).facts["letter"]
        execute(SubmitLetter(letter=letter), city, number)
        with pytest.raises(Refusal) as unseen:
            execute(SendLetter(letter=letter, means="hand", proof="客户签收"), city, number)
        assert unseen.value.rule == "COM-04"
        mark = Mark(part="reasons", quote="瑕疵", remark="写明未尽告知义务")
        execute(ReturnLetter(letter=letter, remark="理由不足", marks=[mark]), legal, number)
        execute(ReviseLetter(letter=letter, parts={"reasons": OPINION["reasons"]}), city, number)
        execute(SubmitLetter(letter=letter), city, number)
        execute(PassLetter(letter=letter), legal, number)
    with moment.at(local("2026-11-20 15:00")):
        execute(
            SendLetter(letter=letter, means="hand", proof="客户本人签收", execute_by="2026-11-24T17:00"),
            city,
            number,
        )
        assert execute(GiveFeedback(accepted=True), city, number).state is State.ANSWERED

    with moment.at(local("2026-11-23 10:00")):
        cause = {"code": "misconduct", "department": department("sc", "banca")}
        execute(Determine(validity="substantiated", reasons="误导销售属实", causes=[cause]), city, number)
        execute(Sign(department=department("sc", "banca")), contact, number)
        with pytest.raises(Refusal):
            execute(Close(), city, number)
    with moment.at(local("2026-11-24 11:00")):
        execute(Execute(proof="转账回单 2026112400018"), city, number)
        execute(RecordCallback(reached=True, satisfaction="satisfied", answers=ANSWERS), city, number)
        assert execute(Close(), city, number).state is State.CLOSED

    for key in (
        "banca_forward",
        "banca_grade",
        "banca_order",
        "investigation",
        "banca_closing",
        "resolution",
    ):
        assert clock(number, key).status == "met", key
    assert clock(number, "banca_forward").due_at == local("2026-11-18 11:00")
    assert clock(number, "banca_grade").due_at == local("2026-11-18 14:00"), "two working hours, over noon"
    assert clock(number, "banca_closing").due_at == local("2026-11-26 00:00"), "the fifth working day"
    _each_deadline_is_explained(number)


def _each_deadline_is_explained(number):
    case = Complaint.objects.get(number=number)
    found = explanations(case, "zh")
    assert sorted(each.due_at for each in found) == sorted(
        Clock.objects.filter(file_id=case.pk).values_list("due_at", flat=True)
    )
    for each in found:
        assert each.citations, f"{each.headline} says which rule"
        assert each.arithmetic, f"{each.headline} says how it was counted"
    closing = [each for each in found if "银保投诉：结案" in each.as_text()]
    assert "5 个工作日" in closing[0].as_text()
    assert "FLW-12" in {cite.key for cite in closing[0].citations}
