"""Pages of policies and claims guides: looked up by whom it is work, masked, on record, bad input told."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from redress.casework import access, moment
from redress.casework.models import AccessEntry
from redress.letters import guides as paper
from redress.organisation.acting import acting_as
from redress.organisation.models import Unit
from redress.policies import guides, models
from redress.policies.kinds import PolicyState
from tests.policies import far_end as ways
from tests.policies.made import CHEN_YU, LI_NA, MEDICAL, made

pytestmark = pytest.mark.django_db
PERSONAL = (
    LI_NA.id_number,
    LI_NA.phone,
    LI_NA.email,
    LI_NA.address,
    CHEN_YU.id_number,
    "6217003810012345678",
    "李娜",
)


@pytest.mark.req("SYS-02", "SEC-02", "SEC-03")
@pytest.mark.parametrize(
    "typed",
    [
        {"number": "P510104000001"},
        {"id_number": LI_NA.id_number},
        {"phone": LI_NA.phone},
        {"name": "陈宇", "born": "2015-03-12"},
    ],
    ids=lambda typed: next(iter(typed)),
)
def test_policies_are_found_and_shown_masked_and_the_look_up_is_on_record(table, desk, typed):
    table([made()])
    page = desk("cd.officer").post("/policies", typed).content.decode()
    assert "P510104000001" in page
    assert "安和住院医疗保险" in page
    for personal in set(PERSONAL) - set(typed.values()):
        assert personal not in page
    entry = AccessEntry.objects.filter(action=access.Action.LOOK_UP).get()
    assert (entry.purpose, len(entry.asked)) == ("INT-03", 1)
    assert not set(typed.values()) & set(entry.fields.split())


@pytest.mark.req("SYS-02", "SEC-02")
def test_a_policy_shows_cover_people_and_clauses_and_nobodys_data(table, desk):
    table([made(state=PolicyState.LAPSED, since=date(2026, 6, 1))])
    page = desk("cd.officer").post("/policies/policy", {"number": "P510104000001"}).content.decode()
    for shown in (
        "184,000.50",
        "200,000.00",
        "10,000.00",
        "80%",
        "李*",
        "陈*",
        "第 1 顺序，60%",
        "2.3",
        "责任免除",
    ):
        assert shown in page
    assert "保障已经中止" in page
    assert '/guides/medical"' in page
    for personal in PERSONAL:
        assert personal not in page


@pytest.mark.req("SYS-02")
def test_bad_questions_are_told_what_to_do(http, far_end, desk):
    http([made()])
    client = desk("cd.officer")
    for typed in ({}, {"name": "李娜"}, {"name": "李娜", "born": "yesterday"}, {"number": "—"}):
        answer = client.post("/policies", typed)
        assert answer.status_code == 422
        assert "请填写保单号" in answer.content.decode()
    assert "没有对应的保单" in client.post("/policies", {"number": "P999"}).content.decode()
    assert client.post("/policies/policy", {"number": "P999"}).status_code == 404
    far_end.wrong = ways.answers(200, b"{")
    away = client.post("/policies", {"number": "P1"})
    assert away.status_code == 503
    assert "保单系统没有应答" in away.content.decode()


@pytest.mark.req("SEC-01")
def test_who_has_nothing_to_look_up_is_refused(table, desk):
    table([made()])
    for username in ("admin", "ho.auditor", "sc.ithead"):
        client = desk(username)
        for answer in (client.get("/policies"), client.post("/policies", {"number": "P510104000001"}),
                       client.post("/policies/policy", {"number": "P510104000001"})):  # fmt: skip
            assert answer.status_code == 403
            assert "安和住院医疗保险" not in answer.content.decode()


@pytest.mark.req("SEC-01")
def test_the_database_shows_policies_to_nobody_else(table, actor):
    table([made()])
    seen = {}
    for username in ("cd.officer", "sc.claims", "sc.ithead", "admin", "ho.auditor"):
        with acting_as(actor(username)), connection.cursor() as cursor:
            cursor.execute("SET ROLE redress_web")
            seen[username] = tuple(
                each.objects.count() for each in (models.Policy, models.Party, models.Cover)
            )
            cursor.execute("RESET ROLE")
    assert seen == {
        "cd.officer": (1, 4, 1),
        "sc.claims": (1, 4, 1),
        "sc.ithead": (0, 0, 0),
        "admin": (0, 0, 0),
        "ho.auditor": (0, 0, 0),
    }


@pytest.mark.req("CLM-01")
def test_contacts_that_are_due_are_listed_for_those_whose_units_they_are(table, desk):
    table([made(begins=date(2020, 1, 1), ends=None)])
    assert "P510104000001" in desk("cd.officer").get("/policies/contacts").content.decode()
    assert "P510104000001" not in desk("gx.officer").get("/policies/contacts").content.decode()
    assert desk("admin").get("/policies/contacts").status_code == 403


@pytest.mark.req("CLM-01")
def test_every_guide_is_shown_in_both_languages_and_printed(desk):
    for language, heading in (("zh-hans", "不保什么"), ("en", "What is not covered")):
        client = desk("cd.officer", language=language)
        for kind in guides.kinds(guides.standard(timezone.localdate())):
            page = client.get(f"/guides/{kind}").content.decode()
            assert heading in page
            assert client.get(f"/guides/{kind}.pdf").content.startswith(b"%PDF")
    assert desk("admin").get("/guides").status_code == 200, "a guide is nobody's secret"
    assert desk("cd.officer").get("/guides/space").status_code == 404
    assert desk("cd.officer").get("/guides/space.pdf").status_code == 404


@pytest.mark.req("CLM-01")
def test_a_guide_asks_for_the_papers_of_the_rulebook_and_no_others():
    rulebook = guides.standard(timezone.localdate())
    told = {kind: guides.told(rulebook, kind, "zh") for kind in guides.kinds(rulebook)}
    titles = {kind: [paper.title for paper in each.papers] for kind, each in told.items()}
    assert "病历和诊断证明" in titles["medical"]
    assert "死亡证明" not in titles["medical"]
    assert "死亡证明" in titles["term_life"]
    assert "病历和诊断证明" not in titles["household"]
    death = next(paper for paper in told["term_life"].papers if paper.title == "死亡证明")
    assert death.only == ("身故",)
    assert next(paper for paper in told["medical"].papers if paper.original).only == ()


@pytest.mark.req("CLM-01")
def test_terms_that_a_guide_uses_are_explained_on_it_and_no_others():
    rulebook = guides.standard(timezone.localdate())
    explained = {each.term for each in guides.told(rulebook, "medical", "zh").terms}
    assert explained == {"免赔额", "等待期"}
    assert guides.told(rulebook, "agricultural", "zh").terms == ()


@pytest.mark.req("CLM-01")
def test_a_guide_as_a_message_says_the_product_the_first_step_and_what_to_prepare():
    told = guides.told(guides.standard(timezone.localdate()), "medical", "zh", MEDICAL)
    message = guides.message(told, "zh")
    assert message.startswith("【安和住院医疗保险】尽快告诉我们")
    assert "理赔申请书" in message
    assert len(message) <= 200


@pytest.mark.req("CLM-01")
def test_the_same_guide_at_the_same_time_is_the_same_paper():
    told, unit = (
        guides.told(guides.standard(timezone.localdate()), "motor", "en"),
        Unit.objects.get(code="psc"),
    )
    now = moment.now()
    assert paper.pdf(told, unit, "en", now) == paper.pdf(told, unit, "en", now)
    assert guides.told(guides.standard(timezone.localdate()), "space", "zh") is None
