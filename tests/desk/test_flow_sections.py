"""The flow, the emergency process and judged persons on the case page."""

import pytest
from django.utils import translation

from redress.casework import moment
from redress.casework.models import AccessEntry
from redress.casework.rulebooks import rulebook_of
from redress.complaints.closing.commands.judge_person import NameResponsible
from redress.complaints.executor import execute
from redress.complaints.flows.commands.flow_steps import Grade, HandOn
from redress.complaints.models import Complaint
from tests.complaints.inputs import department, visit
from tests.complaints.test_rereview import proposed  # noqa: F401 - a fixture
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db


@pytest.fixture
def banca(actor, wednesday):
    number = execute(visit(class_code="solicitation", sale_stage="in_sale"), actor("cd.officer")).number
    execute(HandOn(words="请评定难度", means=["email"]), actor("cd.officer"), number)
    return Complaint.objects.get(number=number)


@pytest.mark.req("FLW-12", "ORG-10", "ORG-14")
def test_the_flow_section_shows_steps_roles_what_is_next_and_by_when(banca, desk, actor):
    client = desk("cd.officer", language="en")
    page = client.get(f"/case/{banca.number}/more/flow").content.decode()
    with translation.override("en"):
        for words in ("Banca flow", "Banca contact", "Grade general or difficult", "2026.10", "is here now"):
            assert words in page
    execute(Grade(grade="difficult", reason="涉及代签字"), actor("sc.banca"), banca.number)
    page = client.get(f"/case/{banca.number}/more/flow").content.decode()
    assert f'href="/case/{banca.number}/do/dispatch"' in page, "the next step is a link to its form"


@pytest.mark.req("FLW-12", "ORG-10", "FLW-17")
def test_who_is_handed_a_case_finds_it_on_the_workbench_until_the_step_is_taken(banca, desk, actor):
    contact, handler = desk("sc.banca", language="en"), desk("cd.officer", language="en")
    assert banca.number in contact.get("/").content.decode()
    assert "请评定难度" in contact.get("/").content.decode()
    assert "请评定难度" not in handler.get("/").content.decode(), "it is not theirs"
    execute(Grade(grade="difficult", reason="涉及代签字"), actor("sc.banca"), banca.number)
    assert banca.number not in contact.get("/").content.decode()


@pytest.mark.req("FLW-12", "FLW-17")
def test_the_next_step_is_the_one_the_flow_waits_for(banca, desk, actor):
    def primary(who: str) -> list[str]:
        page = desk(who, language="en").get(f"/case/{banca.number}").content.decode()
        return [part.split("</a>")[0].split(">")[-1] for part in page.split('class="btn btn-primary"')[1:]]

    assert (primary("cd.officer"), primary("sc.banca")) == ([], ["Grade"]), "an order now would be refused"
    execute(Grade(grade="difficult", reason="涉及代签字"), actor("sc.banca"), banca.number)
    assert primary("cd.officer") == ["Dispatch"]


@pytest.mark.req("FLW-12")
def test_the_flow_section_asks_the_database_a_fixed_number_of_questions(
    banca, desk, django_assert_max_num_queries
):
    client = desk("cd.officer")
    client.get(f"/case/{banca.number}/more/flow")
    with django_assert_max_num_queries(22):
        client.get(f"/case/{banca.number}/more/flow")


@pytest.mark.req("FLW-16")
def test_the_emergency_section_names_the_team_and_what_is_due(desk, actor, wednesday):
    number = execute(visit(class_code="solicitation", level="major"), actor("cd.officer")).number
    page = desk("cd.officer").get(f"/case/{number}/more/emergency").content.decode()
    for words in ("组长：公司负责人", "应急：报告事态"):
        assert words in page


@pytest.mark.req("FLW-16")
def test_an_emergency_says_at_the_head_of_its_case_what_is_owed_and_what_is_late(desk, actor):
    with moment.at(local("2026-11-18 10:00")):
        number = execute(visit(class_code="solicitation", level="major"), actor("cd.officer")).number
        head = desk("cd.officer").get(f"/case/{number}").content.decode().partition('class="stepper"')[0]
        assert "应急处理进行中" in head
        assert "note-error emergency-banner" not in head, "nothing is late yet"
    with moment.at(local("2026-11-18 15:00")):
        head = desk("cd.officer").get(f"/case/{number}").content.decode().partition('class="stepper"')[0]
        late = head[head.index("note-error emergency-banner") :]
        assert "应急：立即上报" in late
        assert "已超期" in late
        plain = execute(visit(), actor("cd.officer")).number
        assert "emergency-banner" not in desk("cd.officer").get(f"/case/{plain}").content.decode()


@pytest.mark.req("FLW-16", "COM-10")
def test_what_the_rulebook_said_in_chinese_is_read_in_english_by_who_reads_english(desk, actor, wednesday):
    with translation.override("zh-hans"):
        number = execute(visit(class_code="solicitation", level="major"), actor("cd.officer")).number
    rule = rulebook_of(Complaint.objects.get(number=number)).method.emergency
    english, chinese = desk("cd.cshead", language="en"), desk("cd.cshead")
    for path in ("/alerts", f"/case/{number}/more/emergency"):
        page = english.get(path).content.decode()
        assert rule.title.en in page, path
        assert rule.title.zh not in page, path
        assert rule.title.zh in chinese.get(path).content.decode(), path
    assert next(post.title.en for post in rule.team if post.leads) in page


@pytest.mark.req("CLO-13", "SEC-03")
def test_a_judgement_is_shown_only_to_who_may_read_it_and_the_reading_is_logged(proposed, desk, actor):  # noqa: F811
    from redress.complaints.handling.commands.investigate import GiveFeedback

    execute(GiveFeedback(accepted=True), actor("cd.officer"), proposed.number)
    given = NameResponsible(person="cd.sales", department=department("cd", "sales"), because="未做风险提示")
    execute(given, actor("cd.officer"), proposed.number)
    address = f"/case/{proposed.number}/more/judgements"
    assert "未做风险提示" in desk("cd.cshead").get(address).content.decode()
    assert AccessEntry.objects.filter(user_id=actor("cd.cshead").id, purpose="CLO-13").exists()
    assert "未做风险提示" not in desk("cd.intake").get(address).content.decode()


@pytest.mark.req("INT-08", "FLW-12")
def test_the_register_form_asks_who_sold_it_and_what_a_callback_found(desk, actor):
    client = desk("cd.officer", language="en")
    page = client.get("/register").content.decode()
    assert 'name="sale_stage"' in page
    part = client.post("/register/part/channel", {"channel": "phone_out"}).content.decode()
    assert 'name="callback_finding"' in part
    follows = {"channel": "visit", "class_code": "solicitation", "sale_stage": "in_sale"}
    assert "Banca flow" in client.post("/register/preview", follows).content.decode()
