"""While a complaint is typed the form says what it would be to earlier cases, and by which rule (INT-15)."""

import re

import pytest
from django.db import connection

from redress.casework.models import AccessEntry
from redress.complaints.models import Complaint
from tests.complaints.stories import closed, filed
from tests.desk.test_register import PNG, typed

pytestmark = pytest.mark.django_db
WORDS = (
    "客户称在银行网点办理存款时,业务员介绍说是存款产品,收益高于定期,未告知是保险,也未说明犹豫期和退保损失,"
    "现在急需用钱,要求全额退保。"
)


def panel(desk, who="sc.officer", **more):
    page = desk(who, language="en").post("/register/related", typed(**more)).content.decode()
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)), page


@pytest.mark.req("INT-15", "CLO-06")
def test_a_repeat_is_told_with_its_rule_and_offered(desk, actor, wednesday):
    first = filed(actor, "2026-11-02 10:00")
    closed(actor, first, "2026-11-04 10:00")
    words, page = panel(desk)
    assert re.search(rf"Repeat complaint {first} § [^()]+ \(CLO-06\)", words)
    assert f'value="repeat {first}" checked' in page
    desk("sc.officer").post("/register", typed(key="r1", link_as=f"repeat {first}", signature=PNG))
    assert Complaint.objects.latest("pk").links.get().to.number == first


@pytest.mark.req("INT-15", "CLO-08")
def test_a_filing_inside_the_legal_period_may_be_merged(desk, actor, wednesday):
    first = filed(actor, "2026-11-16 10:00")
    words, _ = panel(desk)
    assert re.search(rf"Merged into it {first} § .+\(CLO-08\) § Order 2020-3, Art\. 18\(3\)", words)


def hidden(page: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]+)"', page)


@pytest.mark.req("INT-15", "CLO-08")
def test_a_form_sent_before_the_offer_has_come_is_held_until_it_was_seen(desk, actor, wednesday):
    first = filed(actor, "2026-11-16 10:00")
    client, before = desk("sc.officer"), Complaint.objects.count()
    held = client.post("/register", typed(key="r1", signature=PNG))
    page = held.content.decode()
    assert (held.status_code, Complaint.objects.count()) == (422, before)
    assert f"按照规则，本次投诉与 {first} 有关" in page
    assert f'value="merge {first}" checked' in page, "the offer stands in the answer itself"
    assert "13800001234" in page, "nothing that was typed is lost"
    seen = {name: hidden(page, name) for name in ("looked", "offered")}
    sent = client.post("/register", typed(key="r1", signature=PNG, link_as="", **seen))
    assert sent.status_code == 302, "seen, and said to be a case of its own"
    assert not Complaint.objects.latest("pk").links.exists()


@pytest.mark.req("INT-15", "CLO-08")
def test_what_was_offered_for_other_words_holds_the_form_again(desk, actor, wednesday):
    first = filed(actor, "2026-11-16 10:00")
    client = desk("sc.officer")
    other = client.post("/register/related", typed(policy_number="P9", class_code="sms")).content.decode()
    seen = {"looked": hidden(other, "looked"), "offered": hidden(other, "offered")}
    assert seen["offered"] == []
    held = client.post("/register", typed(key="r1", signature=PNG, **seen))
    assert held.status_code == 422
    assert first in held.content.decode()


@pytest.mark.req("INT-15", "SEC-01")
def test_a_form_whose_panel_was_shown_is_sent_without_a_further_look_up(desk, actor, wednesday):
    client = desk("sc.officer")
    page = client.post("/register/related", typed()).content.decode()
    before = AccessEntry.objects.filter(action="look_up").count()
    sent = client.post("/register", typed(key="r1", signature=PNG, looked=hidden(page, "looked")))
    assert sent.status_code == 302
    assert AccessEntry.objects.filter(action="look_up").count() == before


@pytest.mark.req("INT-15", "SEC-01")
def test_who_has_made_all_look_ups_of_the_hour_still_registers(desk, actor, wednesday, settings):
    filed(actor, "2026-11-16 10:00")
    settings.REDRESS_LOOKUPS_PER_HOUR = 0
    assert desk("sc.officer").post("/register", typed(key="r1", signature=PNG)).status_code == 302


@pytest.mark.req("INT-15", "FLW-18")
def test_a_form_sent_twice_is_not_held_by_its_own_case(desk, actor, wednesday):
    client = desk("sc.officer")
    assert client.post("/register", typed(key="r1", signature=PNG)).status_code == 302
    count = Complaint.objects.count()
    assert client.post("/register", typed(key="r1", signature=PNG)).status_code == 302
    assert Complaint.objects.count() == count


@pytest.mark.req("INT-15")
def test_another_matter_of_the_same_customer_is_a_new_case(desk, actor, wednesday):
    first = filed(actor, "2026-11-16 10:00", class_code="sms")
    words, _ = panel(desk)
    assert first in words
    assert "New case No rule makes it" in words


@pytest.mark.req("INT-15", "ORG-11")
def test_of_a_case_beyond_the_scope_only_the_contact_point_is_told(desk, actor, wednesday):
    first = filed(actor, "2026-11-16 10:00", who="cd.officer", unit="")
    another = filed(actor, "2026-11-16 10:00", who="psc.officer", unit="")
    words, page = panel(desk, who="nn.officer")
    assert first not in page
    assert another not in page
    assert "退保" not in words
    assert "1 case at Chengdu central counter" in words
    assert "Property" not in words, "of another company nothing is told"
    assert "Ask:" in words


@pytest.mark.req("INT-15")
def test_the_agent_complained_of_is_found_by_name(desk, actor, wednesday):
    first = filed(actor, "2026-11-16 10:00", people=[ANOTHER], policy_number="P7", about_whom="业务员王强")
    words, _ = panel(desk, about_whom="业务员王强")
    assert first in words
    assert "person complained of" in words


@pytest.mark.req("INT-15", "INS-07")
def test_near_identical_words_are_found_and_how_alike_they_are(desk, actor, wednesday):
    first = filed(actor, "2026-11-16 10:00", people=[ANOTHER], policy_number="P7", facts=WORDS, demand="")
    other = filed(actor, "2026-11-16 10:30", people=[ANOTHER], policy_number="P8")
    words, _ = panel(desk, facts=WORDS.replace("银行网点", "网点"), demand="")
    found = re.search(rf"{first}.*?wording (\d+)%", words)
    assert found
    assert 70 <= int(found[1]) < 100
    assert other not in words


@pytest.mark.req("INT-15", "INS-07")
def test_a_letter_sent_for_everybody_is_found_with_another_name_and_amount(desk, actor, wednesday):
    """When the database knows its words for common ones, and when it knows nothing of them."""
    letter = WORDS + "本人{},保费{}元,三日内不退将继续投诉。"
    sent = [
        filed(actor, f"2026-11-16 10:{n:02}", people=[ANOTHER | {"phone": f"139000056{n}"}], demand="",
              policy_number=f"P{n}", facts=letter.format(name, 1000 * n))
        for n, name in enumerate(("王秀英", "陈志强", "赵敏芳"), start=10)
    ]  # fmt: skip
    typed_now = {"facts": letter.format("周建华", 77000), "demand": ""}
    unknown, _ = panel(desk, **typed_now)
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("ANALYZE complaints_casetext")
    common, _ = panel(desk, **typed_now)
    assert len(sent) == 3
    for number in sent:
        assert re.search(rf"{number}.*?wording \d+%", unknown)
        assert re.search(rf"{number}.*?wording \d+%", common)


@pytest.mark.req("INT-15")
def test_of_somebody_with_many_cases_the_newest_are_shown(desk, actor, wednesday):
    numbers = [
        filed(actor, f"2026-11-16 10:{n:02}", people=[ANOTHER], policy_number="", about_whom="业务员王强")
        for n in range(22)
    ]
    words, _ = panel(desk, about_whom="业务员王强", policy_number="")
    assert [number for number in numbers if number not in words] == numbers[:2]


def test_unlike_words_are_not_found(desk, actor, wednesday):
    first = filed(actor, "2026-11-16 10:00", people=[ANOTHER], policy_number="P7", facts=WORDS)
    words, _ = panel(
        desk, facts="客户反映理赔时间过长,提交资料两个月没有答复,电话多次无人接听,要求尽快赔付。"
    )
    assert first not in words


@pytest.mark.req("INT-09")
def test_rows_for_matters_are_added_removed_and_registered(desk, actor, wednesday):
    client = desk("cd.officer")
    page = client.post("/register/part/matters", typed(add_matter="1")).content.decode()
    assert page.count('name="matters.0.class_code"') == 1
    page = client.post(
        "/register/part/matters",
        typed(
            drop_matter="0",
            matter_rows="2",
            **{"matters.0.class_code": "sms", "matters.1.class_code": "claims"},
        ),
    ).content.decode()
    assert '<option value="claims" selected>' in page
    assert "matters.1.class_code" not in page
    client.post(
        "/register",
        typed(key="m1", signature=PNG, **{"matters.0.class_code": "sms", "matters.0.facts": "短信骚扰"}),
    )
    rows = [(each.class_code, each.facts) for each in Complaint.objects.get().matters.all()]
    assert rows == [("payments", ""), ("sms", "短信骚扰")]


@pytest.mark.req("INT-15")
def test_each_thing_in_common_is_found_by_itself_and_named(desk, actor, wednesday):
    first = filed(actor, "2026-11-16 10:00", claim_number="C77")
    nothing = {"people.0.name": "", "people.0.phone": "", "people.0.id_number": "", "policy_number": ""}
    shared = {
        "telephone": {"people.0.phone": "138 0000 1234"},
        "identity number": {"people.0.id_number": "510101196501011234"},
        "name": {"people.0.name": "刘建国"},
        "policy": {"policy_number": "P510001"},
        "claim": {"claim_number": "C77"},
    }
    for what, given in shared.items():
        words, _ = panel(desk, **(nothing | {"facts": "无"} | given))
        assert re.search(rf"{first} .*? Same: {what} ", words), what


def test_the_panel_asks_few_queries(desk, actor, wednesday, django_assert_max_num_queries):
    for hour in range(9, 14):
        filed(actor, f"2026-11-16 {hour:02}:00")
    client = desk("sc.officer")
    client.post("/register/related", typed())
    with django_assert_max_num_queries(22):
        client.post("/register/related", typed())


ANOTHER = {"name": "王秀英", "phone": "13900005678", "id_number": "510102197002023456"}
