"""The register form: what it asks, what it refuses, and that nothing typed is lost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from redress.casework import drafts
from redress.casework.models import AccessEntry, Draft
from redress.casework.refusals import Refusal
from redress.complaints import tasks
from redress.complaints.executor import execute
from redress.complaints.models import Complaint, JournalEntry, Party
from redress.organisation.models import Unit
from redress.privacy.cipher import blind
from redress.privacy.masks import Kind
from tests.complaints.inputs import visit
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db

PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    "YPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


FACTS = re.compile(r'<textarea[^>]*name="facts"[^>]*>(.*?)</textarea>', re.DOTALL)


def key_of(answer):
    return re.search(r'name="key" value="([^"]+)"', answer.content.decode())[1]


def typed(**more):
    given = {
        "key": "a-key",
        "channel": "visit",
        "received_at": "2026-11-18T09:30",
        "received_place": "成都中心柜面投诉接待室",
        "signature": PNG,
        "complainant_kind": "self",
        "people.0.role": "complainant",
        "people.0.name": "刘建国",
        "people.0.phone": "13800001234",
        "people.0.id_number": "510101196501011234",
        "policy_number": "P510001",
        "class_code": "payments",
        "facts": "客户要求退保,被告知银行存折已注销,须先开户。",
        "demand": "立即退保并到账",
        "emotion": "angry",
        "soothing": "empathy",
    }
    return given | more


def shown(client, given):
    """The same form once the panel beside it has come: nothing of it was chosen."""
    page = client.post("/register/related", given).content.decode()
    seen = {name: re.findall(rf'name="{name}" value="([^"]+)"', page) for name in ("looked", "offered")}
    return given | seen | {"link_as": ""}


@pytest.mark.req("INT-01", "INT-03", "INT-05", "INT-10", "INT-14")
def test_a_visit_is_registered_with_the_signature_drawn_on_the_screen(desk, wednesday):
    answer = desk("cd.officer").post("/register", typed())
    case = Complaint.objects.get(policy_number_index=blind("P510001", Kind.POLICY))
    assert answer.status_code == 302
    assert answer.url == f"/case/{case.number}"
    assert case.soothing == "empathy"
    assert case.received_place == "成都中心柜面投诉接待室"
    attached = case.attachments.get()
    assert attached.kind == "signature"
    assert attached.blob.content_type == "image/png"
    assert case.parties.get().name == "刘建国"


@pytest.mark.req("INT-10")
def test_several_wordings_are_ticked_unticked_and_told_in_words(desk, wednesday):
    """What was said is ticked, each by itself; the time line tells all of it, and a code of before is one of them."""
    client = desk("cd.officer", language="en")
    page = client.get("/register").content.decode()
    boxes = re.findall(r'type="(\w+)" name="soothing" value="(\w+)"', page)
    assert boxes == [("checkbox", code) for code in ("empathy", "process", "contact")]
    assert client.post("/register", typed(soothing=["contact", "empathy", "contact"])).status_code == 302
    case = Complaint.objects.get(policy_number_index=blind("P510001", Kind.POLICY))
    assert case.soothing == "contact empathy"
    entry = JournalEntry.objects.get(complaint=case, command="register")
    assert entry.payload["soothing"] == ["contact", "empathy"]
    told = client.get(f"/case/{case.number}").content.decode()
    assert "Contact; Empathy" in told
    assert client.post("/register", shown(client, typed(key="k2", soothing=[]))).status_code == 302
    unsaid = Complaint.objects.exclude(pk=case.pk).get(policy_number_index=case.policy_number_index)
    assert unsaid.soothing == ""


@pytest.mark.req("INT-10")
def test_a_wording_that_the_rulebook_does_not_have_is_refused_at_the_field(actor, wednesday):
    with pytest.raises(Refusal) as refused:
        execute(visit(soothing=["empathy", "promise"]), actor("cd.officer"))
    assert (refused.value.rule, refused.value.field) == ("INT-10", "soothing")
    assert execute(visit(soothing="process"), actor("cd.officer")).number


@pytest.mark.req("FLW-18")
def test_sending_the_form_twice_registers_once(desk, wednesday):
    client = desk("cd.officer")
    first, second = client.post("/register", typed()), client.post("/register", typed())
    assert first.url == second.url
    assert Complaint.objects.filter(policy_number_index=blind("P510001", Kind.POLICY)).count() == 1


@pytest.mark.req("INT-05")
def test_a_visit_without_a_signature_is_refused_at_the_field_with_the_rule_and_keeps_what_was_typed(
    desk, wednesday
):
    answer = desk("cd.officer").post("/register", typed(signature=""))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "INT-05" in page
    assert "客户要求退保,被告知银行存折已注销" in page
    assert "13800001234" in page
    assert not Complaint.objects.filter(policy_number_index=blind("P510001", Kind.POLICY)).exists()


@pytest.mark.parametrize(
    ("field", "value", "rule", "words"),
    [
        ("channel", "pigeon", "INT-01", "pigeon"),
        ("class_code", "weather", "CLS-01", "weather"),
        ("unit", "atlantis", "ORG-07", "atlantis"),
        ("received_at", "2026-11-19T09:30", "INT-02", "future"),
        ("received_at", "soon", "INT-02", "soon"),
        ("facts", "长" * 10_000, "INT-03", "10000"),
        ("facts", "a\x07b", "INT-03", "U+0007"),
        ("facts", "", "INT-03", "Fill this in"),
        ("people.0.name", "", "INT-12", "Fill this in"),
        ("people.0.phone", "1" * 40, "INT-12", "30"),
        ("amount", "plenty", "INT-14", "plenty"),
    ],
)
@pytest.mark.req("INT-03", "INT-12")
def test_bad_input_is_told_at_its_field_with_the_rule(desk, wednesday, field, value, rule, words):
    answer = desk("cd.officer", language="en").post("/register", typed(**{field: value}))
    page = answer.content.decode()
    assert answer.status_code == 422, page[:500]
    place = page.split(f'id="id_{field.replace(".", "_")}-error"')
    assert len(place) == 2, f"no error at {field}"
    told = place[1].split("</p>")[0]
    assert words in told
    assert rule in told
    assert not Complaint.objects.filter(policy_number_index=blind("P510001", Kind.POLICY)).exists()


@pytest.mark.req("INT-02")
def test_a_receipt_in_a_closed_period_is_refused_at_its_field(desk, wednesday):
    Unit.objects.filter(code="cd").update(closed_until="2026-11-18")
    page = desk("cd.officer").post("/register", typed()).content.decode()
    told = page.split('id="id_received_at-error"')[1].split("</p>")[0]
    assert "2026-11-18" in told
    assert "INT-02" in told


@pytest.mark.req("INT-12")
def test_an_agent_needs_the_authorisation_and_both_people(desk, wednesday):
    agent = {
        "complainant_kind": "agent",
        "people.1.role": "agent",
        "people.1.name": "王律师",
        "people.1.id_number": "510101198001011234",
    }
    client = desk("cd.officer")
    client.post("/register", typed(**agent))
    case = Complaint.objects.get(policy_number_index=blind("P510001", Kind.POLICY))
    assert [party.role for party in case.parties.all()] == ["complainant", "agent"]
    told = {"means": "in_person", "words": "已当面告知受理", "version": str(case.version)}
    refused = client.post(f"/case/{case.number}/do/confirm", told)
    assert refused.status_code == 422
    assert "授权委托书" in refused.content.decode()


@pytest.mark.req("INT-04", "INT-05", "INT-12", "CLS-01", "INT-14")
def test_the_form_adapts_to_channel_complainant_class_and_temperament(desk, wednesday):
    client = desk("cd.officer", language="en")
    assert (
        "facts_repeated" in client.post("/register/part/channel", typed(channel="phone_in")).content.decode()
    )
    assert "signature-pad" in client.post("/register/part/channel", typed()).content.decode()
    agent = client.post("/register/part/complainant", typed(complainant_kind="agent")).content.decode()
    assert "Signed authorisation in original" in agent
    assert "people.1.name" in agent
    assert "13800001234" in agent, "what was typed stays"
    assert (
        "misled" in client.post("/register/part/reasons", typed(class_code="solicitation")).content.decode()
    )
    advice = client.post("/register/part/advice", typed(temperament="powerful")).content.decode()
    assert "do not interrupt" in advice


@pytest.mark.req("CLK-01", "CLK-02", "ORG-08")
def test_the_form_foretells_department_and_both_limits(desk, wednesday):
    page = (
        desk("cd.officer", language="en")
        .post("/register/preview", typed(class_code="claims"))
        .content.decode()
    )
    assert "Business management" in page
    assert "Legal limit" in page
    assert "Method limit" in page
    assert "governs" in page


@pytest.mark.req("INT-03", "ORG-11", "SEC-03")
def test_other_cases_of_the_same_person_and_policy_are_shown_while_typing_and_the_look_up_is_logged(
    desk, actor, wednesday
):
    from redress.complaints.executor import execute

    number = execute(visit(), actor("cd.officer")).number
    page = desk("cd.officer").post("/register/related", typed()).content.decode()
    assert number in page
    entry = AccessEntry.objects.filter(action="look_up").latest("pk")
    assert entry.fields == "policy_number,name,phone,id_number,text"
    assert "13800001234" not in entry.fields + entry.purpose
    elsewhere = desk("nn.officer").post("/register/related", typed()).content.decode()
    assert number not in elsewhere, "another province sees nothing of it"


@pytest.mark.req("FLW-18", "SEC-02")
def test_a_draft_is_kept_encrypted_restored_and_discarded(desk, wednesday):
    client = desk("cd.officer")
    assert client.post("/draft/register", typed()).status_code == 200
    draft = Draft.objects.get()
    assert "13800001234" in draft.content
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM complaints_draft")
        assert b"13800001234" not in bytes(cursor.fetchone()[0])
    assert "13800001234" in client.get("/register?draft=a-key").content.decode()
    assert "刘建国" in client.get("/register").content.decode()
    assert "刘建国" not in desk("cd.intake").get("/register").content.decode()
    assert "刘建国" not in desk("cd.intake").get("/register?draft=a-key").content.decode()
    client.post("/draft/register/a-key/discard", {"back": "/register"})
    assert not Draft.objects.exists()


@pytest.mark.req("FLW-18")
def test_two_tabs_keep_two_drafts_and_send_two_cases(desk, wednesday):
    client = desk("cd.officer")
    one, other = key_of(client.get("/register")), key_of(client.get("/register"))
    assert one != other
    client.post("/draft/register", typed(key=one, facts="甲先生的投诉"))
    assert key_of(page := client.get("/register")) not in (one, other)
    assert "甲先生" not in FACTS.search(page.content.decode())[1], "a third tab opens empty"
    client.post("/draft/register", typed(key=other, facts="乙女士的投诉"))
    client.post("/register", typed(key=other, facts="乙女士的投诉"))
    client.post("/draft/register", typed(key=one, facts="甲先生的投诉，又写了很多"))
    resumed = client.get(f"/register?draft={one}")
    assert key_of(resumed) == one
    assert "又写了很多" in FACTS.search(resumed.content.decode())[1], "what is said to be kept is kept"
    client.post("/register", typed(key=one, facts="甲先生的投诉，又写了很多", policy_number="P2"))
    assert Complaint.objects.filter(registered_by__username="cd.officer").count() == 2
    assert not Draft.objects.exists()


@pytest.mark.req("FLW-18")
def test_what_comes_after_the_sending_is_not_said_to_be_kept(desk, wednesday):
    client = desk("cd.officer")
    client.post("/register", typed())
    said = client.post("/draft/register", typed(facts="再写几句")).content.decode()
    assert "不再保存" in said
    assert not Draft.objects.exists()


@pytest.mark.req("FLW-18")
def test_a_form_sent_again_with_other_words_is_told_in_words_of_people(desk, wednesday):
    client = desk("cd.officer")
    client.post("/register", typed())
    answer = client.post("/register", typed(facts="另一位客户的投诉"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "幂等键" not in page
    assert "已经提交" in page
    given = typed(facts="另一位客户的投诉", key=key_of(answer))
    again = client.post("/register", shown(client, given))
    assert again.status_code == 302


@pytest.mark.req("SEC-02")
def test_drafts_that_nobody_touches_are_forgotten_after_thirty_days(actor, wednesday):
    drafts.save(actor("cd.officer"), "register/a", {"facts": ["旧"]})
    drafts.save(actor("cd.officer"), "register/b", {"facts": ["新"]})
    Draft.objects.filter(form="register/a").update(saved_at=wednesday - timedelta(days=31))
    Draft.objects.filter(form="register/b").update(saved_at=wednesday - timedelta(days=29))
    assert tasks.forget_drafts(0) == 1
    assert [each.key for each in drafts.listed(actor("cd.officer"), "register")] == ["b"]


@pytest.mark.req("FLW-18")
def test_a_registered_draft_is_gone(desk, wednesday):
    client = desk("cd.officer")
    client.post("/draft/register", typed())
    client.post("/register", typed())
    assert not Draft.objects.exists()


@pytest.mark.req("SEC-01")
def test_who_has_no_duty_of_intake_is_told_so(desk, wednesday):
    answer = desk("sc.claims").post("/register", typed())
    assert answer.status_code == 403
    assert "客户要求退保" in answer.content.decode()


def test_without_scripts_the_form_is_brought_up_to_date_by_a_button(desk, wednesday):
    page = (
        desk("cd.officer").post("/register", typed(complainant_kind="agent", refresh="yes")).content.decode()
    )
    assert "people.1.name" in page
    assert not Party.objects.filter(role="agent").exists()


def test_units_are_offered_by_name_or_code(desk, wednesday):
    page = desk("cd.officer").get("/register/units?unit=绵阳").content.decode()
    assert 'value="绵阳柜面（my）"' in page
    assert "property" not in page


def test_the_form_is_small(desk, wednesday):
    assert len(desk("cd.officer").get("/register").content) < 100_000


def test_the_moment_of_receipt_is_offered(desk, wednesday):
    assert (
        local("2026-11-18 10:00").strftime("%Y-%m-%dT%H:%M")
        in desk("cd.officer").get("/register").content.decode()
    )


@pytest.mark.req("ORG-07")
@pytest.mark.parametrize("words", ["my", "绵阳", "Mianyang", "绵阳（my）", "Mianyang (my)", " my "])
def test_the_handling_unit_is_taken_by_code_by_name_or_by_both(desk, wednesday, words):
    unit = Unit.objects.get(code="my")
    given = words.replace("绵阳", unit.name).replace("Mianyang", unit.name_en)
    answer = desk("cd.officer").post("/register", typed(unit=given))
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert Complaint.objects.get(policy_number_index=blind("P510001", Kind.POLICY)).unit == unit


@pytest.mark.req("ORG-07")
def test_the_form_shows_the_handling_unit_by_name_and_code(desk, wednesday):
    name = Unit.objects.get(code="my").name
    page = desk("cd.officer").post("/register", typed(unit="my", facts="")).content.decode()
    assert f'value="{name}（my）"' in page
    assert f"由{name}（my）处理" in page


@pytest.mark.req("ORG-07")
def test_suggestions_name_units_with_their_codes_and_say_who_will_handle_the_case(desk):
    name = Unit.objects.get(code="my").name
    client = desk("cd.officer")
    for words in ("my", name, f"{name}（my）"):
        found = client.get("/register/units", {"unit": words}).content.decode()
        assert f'<option value="{name}（my）">' in found, words
        assert f"由{name}（my）处理" in found, words
    unknown = desk("cd.officer", language="en").get("/register/units?unit=atlantis").content.decode()
    assert "Choose a unit from the list" in unknown


@pytest.mark.req("ORG-07")
def test_a_name_that_no_unit_bears_is_refused_at_the_field_with_the_rule(desk, wednesday):
    page = desk("cd.officer", language="en").post("/register", typed(unit="亚特兰蒂斯")).content.decode()
    told = page.split('id="id_unit-error"')[1].split("</p>")[0]
    assert "ORG-07" in told
    assert 'value="亚特兰蒂斯"' in page, "what was typed stays"


@pytest.mark.req("ORG-07")
def test_a_unit_whose_name_ends_in_brackets_is_taken_by_its_name(desk, wednesday):
    Unit.objects.filter(code="my").update(name="绵阳柜面（涪城）")
    answer = desk("cd.officer").post("/register", typed(unit="绵阳柜面（涪城）"))
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert Complaint.objects.get(policy_number_index=blind("P510001", Kind.POLICY)).unit.code == "my"
