"""Who has an interest keeps out: of owning, of receiving, of deciding; a superior may set that aside with a reason."""

from datetime import timedelta

import pytest
import yaml

from redress.casework import moment
from redress.casework.refusals import Refusal
from redress.casework.rulebooks import opened
from redress.complaints.case import Case
from redress.complaints.closing import signers
from redress.complaints.deciding.commands.approve import Approve
from redress.complaints.deciding.commands.authorise import Authorise
from redress.complaints.executor import execute
from redress.complaints.handling.commands.assign import Assign
from redress.complaints.handling.commands.dispatch import Dispatch
from redress.complaints.handling.commands.investigate import Propose
from redress.complaints.intake.commands.classify import Amend, Reclass
from redress.complaints.journal import JOURNAL
from redress.complaints.linking.commands.linking import Link
from redress.complaints.models import Complaint, JournalEntry, Recusal
from redress.complaints.recusing.commands.recuse import DeclareConflict, OverrideRecusal
from redress.organisation.models import Appointment, Department, User
from redress.rulebook import RulebookError, diff, document, load, loads
from redress.rulebook.sections.recusal.schema import Recusal as Recusals
from tests.complaints.inputs import department, transfer
from tests.complaints.test_approvals import found_out

pytestmark = pytest.mark.django_db


def refused(command, actor, number) -> Refusal:
    with pytest.raises(Refusal) as caught:
        execute(command, actor, number)
    return caught.value


@pytest.fixture
def officer(actor):
    return actor("sc.officer")


@pytest.fixture
def number(officer, wednesday):
    return execute(transfer(), officer).number


def kin(person: str) -> DeclareConflict:
    return DeclareConflict(person=person, kind="kin", reason="投诉人的弟弟")


@pytest.mark.req("ORG-13")
def test_a_case_is_not_given_to_who_declared_a_conflict_and_the_reason_is_shown(number, officer, actor):
    execute(kin("sc.handler"), actor("sc.handler"), number)
    refusal = refused(Assign(owner="sc.handler", reason="轮换"), officer, number)
    assert (refusal.rule, refusal.field) == ("ORG-13", "owner")
    assert User.objects.get(username="sc.handler").name in str(refusal)
    execute(Assign(owner="sc.cshead", reason="轮换"), officer, number)
    assert Complaint.objects.get().owner.username == "sc.cshead"
    again = kin("sc.handler")
    assert refused(again, officer, number).rule == "ORG-13"


@pytest.mark.req("ORG-13")
def test_whom_the_complaint_names_keeps_out_without_anybody_declaring_it(officer, actor, wednesday):
    name = User.objects.get(username="sc.handler").name
    number = execute(transfer(about="person", about_whom=f"理赔员{name}"), officer).number
    assert refused(Assign(owner="sc.handler", reason="轮换"), officer, number).rule == "ORG-13"
    until = moment.now() + timedelta(days=1)
    given = Authorise(to="sc.handler", amount="1", reason="通融", expires_at=until)
    assert refused(given, actor("sc.manager"), number).field == "to"
    execute(OverrideRecusal(person="sc.handler", reason="仅补充材料"), actor("sc.manager"), number)
    execute(Assign(owner="sc.handler", reason="轮换"), officer, number)


@pytest.mark.req("ORG-13")
def test_a_department_all_of_whose_people_are_in_conflict_gets_no_order(number, officer, actor):
    for person in ("sc.claims", "sc.claimshead"):
        execute(kin(person), officer, number)
    refusal = refused(Dispatch(to=department("sc", "claims"), opinion="请核实"), officer, number)
    assert (refusal.rule, refusal.field) == ("ORG-13", "to")


@pytest.mark.req("ORG-13")
def test_neither_the_person_nor_the_persons_department_decides(actor, wednesday):
    number = found_out(actor("cd.officer"))
    execute(Propose(plan="补付", basis="条款", amount="20000"), actor("cd.officer"), number)
    execute(kin("sc.handler"), actor("sc.handler"), number)
    refusal = refused(Approve(approval=1), actor("sc.cshead"), number)
    assert (refusal.rule, refusal.field) == (
        "ORG-13",
        "",
    )  # of the whole act, before its fields are looked at
    execute(OverrideRecusal(person="sc.handler", reason="与本案无接触"), actor("ho.cshead"), number)
    execute(Approve(approval=1), actor("sc.cshead"), number)
    held = Recusal.objects.get()
    assert (held.overridden_by.username, held.override_reason) == ("ho.cshead", "与本案无接触")
    entry = JournalEntry.objects.get(command="override_recusal")
    assert JOURNAL.words_of(entry)["payload/reason"] == "与本案无接触"


@pytest.mark.req("ORG-13")
def test_a_conflict_is_set_aside_by_a_superior_only(number, officer, actor):
    execute(kin("sc.cshead"), officer, number)
    own = OverrideRecusal(person="sc.cshead", reason="无妨")
    assert refused(own, actor("sc.cshead"), number).rule == "ORG-13"
    assert refused(own, officer, number).status == 403
    assert (
        refused(OverrideRecusal(person="sc.intake", reason="无妨"), actor("sc.manager"), number).field
        == "person"
    )
    execute(own, actor("sc.manager"), number)


@pytest.mark.req("ORG-13")
def test_who_has_a_conflict_makes_no_proposal(actor, wednesday):
    number = found_out(actor("cd.officer"))
    execute(kin("cd.officer"), actor("cd.officer"), number)
    refusal = refused(Propose(plan="补付", basis="条款", amount="1"), actor("cd.officer"), number)
    assert refusal.rule == "ORG-13"


@pytest.mark.req("CLS-05")
@pytest.mark.parametrize(
    "command",
    [
        Amend(reason="补充投诉人名单", complainants=20),
        Reclass(reason="监管认定", designated=True),
        Reclass(reason="暴雨所致", event="disaster"),
    ],
)
def test_a_case_becomes_major_whenever_a_ground_comes_to_light_and_the_rule_is_shown(
    command, number, officer
):
    execute(command, officer, number)
    case = Complaint.objects.get()
    assert (case.level, case.level_rule) == ("major", "2020-3/29")
    lower = refused(Reclass(reason="降级", level="general"), officer, number)
    assert (lower.rule, lower.field) == ("2020-3/29", "level")
    assert JournalEntry.objects.filter(events__contains=[{"subject": {"level": "major"}}]).exists()


@pytest.mark.req("CLS-05", "FLW-18")
def test_a_level_that_stood_on_the_head_count_alone_may_be_lowered_once_that_is_corrected(number, officer):
    execute(Amend(reason="补充投诉人名单", complainants=25), officer, number)
    execute(Amend(reason="两人退出", complainants=20), officer, number)
    lower = Reclass(reason="人数登记有误", level="general")
    assert refused(lower, officer, number).rule == "2020-3/29", "twenty are enough"
    execute(Amend(reason="人数登记有误", complainants=3), officer, number)
    case = Complaint.objects.get()
    assert (case.level, case.level_rule) == ("major", ""), "a person says so, with the reason"
    execute(lower, officer, number)
    assert Complaint.objects.get().level == "general"


@pytest.mark.req("CLS-05")
@pytest.mark.parametrize(
    "ground", [Reclass(reason="监管认定", designated=True), Reclass(reason="暴雨所致", event="disaster")]
)
@pytest.mark.parametrize("counted_first", [True, False])
def test_another_ground_stands_whatever_becomes_of_the_head_count(number, officer, ground, counted_first):
    count = Amend(reason="补充投诉人名单", complainants=25)
    for command in (count, ground) if counted_first else (ground, count):
        execute(command, officer, number)
    execute(Amend(reason="人数登记有误", complainants=3), officer, number)
    lower = refused(Reclass(reason="降级", level="general"), officer, number)
    assert (lower.rule, lower.field) == ("2020-3/29", "level")


@pytest.mark.req("CLS-05")
def test_nineteen_are_not_twenty(number, officer):
    execute(Amend(reason="补充投诉人名单", complainants=19), officer, number)
    assert Complaint.objects.get().level == "general"
    assert refused(Reclass(reason="?", event="rain"), officer, number).field == "event"


@pytest.mark.req("ORG-13")
def test_who_handled_the_earlier_case_keeps_out_of_its_escalation_without_anybody_declaring_it(
    actor, wednesday
):
    earlier = found_out(actor("cd.officer"))
    execute(Reclass(level="difficult", reason="多次协商未果"), actor("sc.handler"), earlier)
    officer = actor("sc.officer")
    number = execute(transfer(), officer).number
    execute(Assign(owner="sc.handler", reason="轮换"), officer, number)
    execute(Assign(owner="sc.officer", reason="轮换"), officer, number)
    execute(Link(other=earlier, kind="escalation", reason="向监管投诉"), officer, number)
    refusal = refused(Assign(owner="sc.handler", reason="轮换"), officer, number)
    assert (refusal.rule, refusal.field) == ("ORG-13", "owner")
    execute(OverrideRecusal(person="sc.handler", reason="仅补充材料"), actor("sc.manager"), number)
    assert Recusal.objects.get(person__username="sc.handler").kind == "handled_before"
    execute(Assign(owner="sc.handler", reason="轮换"), officer, number)


NARROW = """\
recusal:
  conflicts:
    kin: {title: {zh: 亲属, en: Kin}, bars: [work, decide], colleagues: [decide], cite: ORG-13}
    other: {title: {zh: 其他, en: Other}, bars: [decide], cite: ORG-13}
"""


@pytest.mark.req("ORG-13")
def test_which_ground_bars_from_which_act_is_the_rulebooks():
    said = load("life-method").method.recusal
    assert said.bars("kin", "propose")
    assert said.bars("kin", "decide", colleague=True)
    assert not said.bars("kin", "propose", colleague=True)
    assert said.links == ("escalation", "review")


@pytest.mark.req("ORG-13")
def test_a_ground_bars_from_no_more_than_the_rulebook_says(number, officer, actor, monkeypatch):
    book = Complaint.objects.get().rulebook
    narrow = Recusals.model_validate(yaml.safe_load(NARROW)["recusal"])
    method = opened(book).method.model_copy(update={"recusal": narrow})
    monkeypatch.setattr(opened(book), "method", method)
    for kind in ("other", "kin"):
        execute(DeclareConflict(person="sc.handler", kind=kind, reason="相识"), officer, number)
        if kind == "other":
            execute(Assign(owner="sc.handler", reason="轮换"), officer, number)
            execute(Assign(owner="sc.officer", reason="轮换"), officer, number)
    assert refused(Assign(owner="sc.handler", reason="轮换"), officer, number).field == "owner"


@pytest.mark.req("ORG-13", "ORG-14")
@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("kin: {bars: [work, propose, review, decide]}", "it bars no more from sit"),
        ("kin: {colleagues: []}", "it bars colleagues no more from decide"),
        ("handled_before: {links: [review]}", "no more found by escalation"),
        ("other: null", "the ground is dropped"),
    ],
)
def test_no_unit_lets_anybody_act_whom_its_superior_keeps_out(more, says):
    head = 'rulebook: child\nversion: "1"\neffective: 2026-01-01\nextends: life-method\ntitle: {zh: 子, en: child}\n'
    with pytest.raises(RulebookError, match=says):
        loads(f"{head}recusal: {{conflicts: {{{more}}}}}")


@pytest.mark.req("ORG-13")
def test_the_printed_method_and_its_differences_show_who_keeps_out_of_what():
    book = load("life-method")
    table = next(
        table
        for chapter in document(book, "en").chapters
        for table in chapter.tables
        if table.anchor == "recusal"
    )
    assert any("answer its orders" in cell for row in table.rows for cell in row.cells)
    assert len(table.rows) == 5
    head = 'rulebook: child\nversion: "1"\neffective: 2026-01-01\nextends: life-method\ntitle: {zh: 子, en: child}\n'
    child = loads(head + "recusal: {conflicts: {other: {colleagues: [decide, sit]}}}")
    assert "recusal.conflicts.other.colleagues" in {change.path for change in diff(book, child)}


@pytest.mark.req("ORG-13", "CLO-02")
def test_for_a_head_who_must_keep_out_somebody_above_is_told_and_never_that_head(
    number, officer, actor, wednesday
):
    execute(kin("sc.claimshead"), officer, number)
    case = Case(Complaint.objects.get(number=number), moment.now())
    own = Department.objects.get(pk=department("sc", "claims"))
    told = signers.superior(case, own)
    assert told is not None
    assert told.pk != own.pk
    Appointment.objects.filter(duty__in=["manager", "department_head"]).exclude(
        user__username="sc.claimshead"
    ).delete()
    with pytest.raises(Refusal) as caught:
        signers.superior(case, own)
    assert (caught.value.rule, caught.value.field) == ("ORG-04", "causes")
