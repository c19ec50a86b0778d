"""Learned from the insurer's closed files, chosen by a person, offered while somebody types, taken by that person."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection

from redress.administration.authority import NotYourDuty
from redress.administration.door import UNITS
from redress.api import tokens
from redress.casework.models import AccessEntry
from redress.casework.refusals import Refusal
from redress.complaints.executor import execute
from redress.complaints.models import Complaint, JournalEntry
from redress.organisation.actor import SYSTEM
from redress.organisation.models import OrganisationEntry, Unit, User
from redress.privacy.cipher import blind
from redress.privacy.masks import Kind
from redress.rulebook import State
from redress.suggestions import learning, queries
from redress.suggestions.choosing import UseSuggestions
from redress.suggestions.learned import digest
from redress.suggestions.models import LearnedVersion
from redress.suggestions.training import TooFew, train
from tests.api.client import Caller
from tests.complaints.inputs import visit
from tests.desk.test_register import typed
from tests.fixtures.rows import write
from tests.suggestions.examples import examples

pytestmark = [pytest.mark.django_db, pytest.mark.req("INT-16")]
WORDS = "客户要求退保，退保金一直没有到账，客户很着急"


@pytest.fixture(scope="module")
def body():
    return train(examples()).text


@pytest.fixture
def version(body, wednesday):
    """Learned for the life company, not chosen yet."""
    unit = Unit.objects.get(code="life")
    return LearnedVersion.objects.create(
        unit=unit,
        version=1,
        learned_at=wednesday,
        files=30,
        digest=digest(body),
        body=body,
        measures=MEASURES,
    )


MEASURES = [
    {"question": "class_code", "accuracy": 0.85, "low": 0.75, "high": 0.91}
    | {"learned_from": 24, "held_out": 6, "majority": 0.5, "top2": 1.0, "calibration_error": 0.05}
    | {"spoken": 5, "spoken_right": 5, "codes": []}
]


def choose(by, version=1, unit="life", **more):
    return UNITS.execute(UseSuggestions(version=version, **more), by, unit, None)


@pytest.fixture
def chosen(version, actor):
    choose(actor("group.manager"))
    return version


def offered(client, **more):
    page = client.post("/register/suggestions", typed(**({"facts": WORDS, "demand": ""} | more)))
    assert page.status_code == 200
    return page.content.decode()


def test_nothing_is_suggested_before_a_person_chose_a_version(desk, version):
    assert offered(desk("sc.officer"), class_code="").strip() == ""


def test_a_line_says_the_class_how_sure_and_which_words_and_a_button_takes_it(desk, chosen):
    page = offered(desk("sc.officer", language="en"), class_code="")
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
    assert re.search(r"Suggested: Class \S.* 9\d % because of: .*退", words)
    assert 'data-take="class_code" data-value="payments"' in page
    assert re.search(r'name="suggested" value="class_code.payments.9\d.1"', page)


def test_what_is_chosen_already_is_not_suggested_but_kept_for_the_measure(desk, chosen):
    page = offered(desk("sc.officer"), class_code="payments")
    assert "data-take" not in page
    assert 'name="suggested"' in page


@pytest.mark.parametrize("facts", ["", "你好", "我要投诉", "1380000" * 500, "\u200b" * 90])
def test_below_the_confidence_it_stays_silent(desk, chosen, facts):
    assert offered(desk("sc.officer"), facts=facts, class_code="").strip() == ""


def test_it_looks_at_ten_thousand_characters_and_at_two_versions_no_longer(desk, chosen):
    assert 'data-value="payments"' in offered(desk("sc.officer"), facts=WORDS + "长" * 9_900, class_code="")


def test_who_takes_no_complaints_is_told_nothing(desk, chosen):
    assert desk("ho.auditor").post("/register/suggestions", typed(facts=WORDS)).status_code == 403


def test_another_company_is_not_told_what_these_files_teach(desk, chosen):
    assert "payments" in offered(desk("sc.officer"), class_code="")
    assert offered(desk("psc.officer"), class_code="").strip() == ""


def test_the_journal_keeps_what_was_suggested_beside_what_was_taken(desk, chosen):
    """As codes; the case is what the person chose, though something else was suggested."""
    client = desk("cd.officer")
    said = re.findall(r'name="suggested" value="([^"]+)"', offered(client, class_code="claims"))
    assert (
        client.post("/register", typed(facts=WORDS, class_code="claims", suggested=said)).status_code == 302
    )
    case = Complaint.objects.get(policy_number_index=blind("P510001", Kind.POLICY))
    assert case.class_code == "claims"
    entry = JournalEntry.objects.get(complaint=case, command="register")
    assert entry.payload["class_code"] == "claims"
    assert [each.rsplit(".", 2)[0] for each in entry.payload["suggested"]] == ["class_code.payments"]


@pytest.mark.parametrize("said", ["class code payments", "退保", "a" * 81, "<b>"])
def test_what_is_no_code_is_refused_as_suggested(desk, chosen, said):
    answer = desk("cd.officer").post("/register", typed(suggested=[said]))
    assert answer.status_code == 422
    assert not Complaint.objects.filter(policy_number_index=blind("P510001", Kind.POLICY)).exists()


@pytest.mark.req("INT-19")
def test_a_program_is_told_the_same_and_who_takes_no_complaints_is_not(chosen):
    def caller(who):
        return Caller(tokens.create(User.objects.get(username=who), "test", ("read",), timedelta(days=1)))

    asked = {"facts": WORDS}
    (item,) = caller("sc.officer").post("/suggestions", asked).json()["items"]
    assert (item["question"], item["code"]) == ("class_code", "payments")
    assert 90 <= item["confidence"] <= 99
    assert item["suggested"] == f"class_code.payments.{item['confidence']}.1"
    assert all(word in WORDS for word in item["because"])
    assert caller("ho.auditor").post("/suggestions", asked).status_code == 403
    assert caller("sc.officer").post("/suggestions", {"facts": ""}).status_code == 422
    assert caller("sc.officer").post("/suggestions", {"facts": "好" * 5_001}).status_code == 422


@pytest.mark.req("SEC-04")
def test_choosing_is_in_the_journal_of_the_organisation_with_the_digest(chosen, actor):
    entry = OrganisationEntry.objects.filter(command="use_suggestions").latest("pk")
    assert entry.by_id == actor("group.manager").id
    assert entry.what == "suggestions_chosen"
    assert entry.after == {"suggestions": "1", "least": "60", "digest": chosen.digest}
    choose(actor("group.manager"), version=0)
    assert queries.in_use(Unit.objects.get(code="cd")) is None


@pytest.mark.parametrize("who", ["sc.officer", "sc.cshead", "ho.manager", "admin", "ho.auditor"])
def test_who_has_no_such_duty_over_the_unit_chooses_nothing(version, actor, who):
    with pytest.raises(NotYourDuty):
        choose(actor(who))
    assert not LearnedVersion.objects.filter(in_use=True).exists()


@pytest.mark.parametrize(("given", "field"), [({"version": 2}, "version"), ({"version": 0}, "version")])
def test_what_there_is_not_and_what_is_so_already_is_refused(version, actor, given, field):
    with pytest.raises(Refusal) as refused:
        choose(actor("group.manager"), **given)
    assert (refused.value.rule, refused.value.field) == ("INT-16", field)


@pytest.mark.req("SEC-01")
def test_a_version_that_was_changed_is_neither_chosen_nor_asked(desk, version, actor, body):
    """By who has the keys, and by who has the database alone."""
    write(version, body=body.replace('"format":1', '"format":1 '))
    with pytest.raises(Refusal) as refused:
        choose(actor("group.manager"))
    assert refused.value.rule == "INT-16"
    other = LearnedVersion.objects.create(
        unit=version.unit, version=2, learned_at=version.learned_at, files=1, digest=digest(body), body=body
    )
    choose(actor("group.manager"), version=2)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE suggestions_learnedversion SET body = (SELECT body FROM suggestions_learnedversion"
                       " WHERE id = %s) WHERE id = %s", [version.pk, other.pk])  # fmt: skip
    queries._opened.cache_clear()
    assert offered(desk("sc.officer"), class_code="").strip() == ""


@pytest.mark.req("SEC-02")
def test_nothing_of_it_stands_in_clear_in_the_database(version):
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM suggestions_learnedversion t")
        (row,) = cursor.fetchone()
    kept = LearnedVersion.objects.get()
    assert "payments" in kept.body
    assert "accuracy" in str(kept.measures)
    for word in ("退保", "payments", "groups", "accuracy"):
        assert word not in row
        assert word.encode().hex() not in row


def test_a_page_that_is_asked_again_asks_two_statements_of_the_versions(
    desk, chosen, django_assert_max_num_queries
):
    client = desk("sc.officer")
    offered(client, class_code="")
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as captured:
        offered(client, class_code="")
    asked = [each["sql"] for each in captured if "suggestions_learnedversion" in each["sql"]]
    assert len(asked) == 1
    assert '"body"' not in asked[0]


def test_the_page_of_the_unit_says_the_version_and_a_form_chooses_it(desk, version):
    client = desk("group.manager", language="en")
    form = client.get("/organisation/life/suggestions").content.decode()
    assert "Class 85% (75–91)" in form
    answer = client.post(
        "/organisation/life/suggestions", {"learned": "1", "least": "70", "key": "k", "version": "0"}
    )
    assert answer.status_code == 302
    assert LearnedVersion.objects.get(in_use=True).least == 70
    assert 'href="/organisation/life/suggestions"' in client.get("/organisation/life").content.decode()
    assert '<option value="1" selected' in client.get("/organisation/life/suggestions").content.decode()
    assert desk("sc.officer").get("/organisation/sc/suggestions").status_code == 403


@pytest.mark.req("SEC-02", "SEC-03")
def test_it_is_learned_from_closed_files_of_the_unit_alone_and_that_is_on_record(actor, wednesday):
    """Open files, another company's, names of people and numbers teach nothing; reading them is in the access log."""
    officer = actor("sc.officer")
    for n, each in enumerate(examples(40)):
        person = {
            "name": f"客{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{'一二三四'[n // 10]}",
            "phone": f"1390000{n:04}",
        }
        told = visit(
            people=[person], policy_number=f"P77{n:04}", class_code=each.answers["class_code"], about_whom="赵铁柱",
            facts=f"{person['name']}反映业务员赵铁柱{each.text}，电话{person['phone']}", demand="",
        )  # fmt: skip
        number = execute(told, officer, key=f"n{n}").number
        if n < 36:
            write(Complaint.objects.get(number=number), state=State.CLOSED, closed_at=wednesday)
    before = AccessEntry.objects.count()
    row = learning.learn(SYSTEM, Unit.objects.get(code="life"))
    assert row.version == 1
    assert not row.in_use
    assert (
        row.files
        == Complaint.objects.filter(state=State.CLOSED, unit__path__startswith="/group/life/").count()
    )
    assert AccessEntry.objects.count() == before + 1
    learned = queries.opened(row)
    assert learned.guesses(WORDS)["class_code"].code == "payments"
    assert not any(char in group for group in learned.groups for char in "铁柱甲乙丙0123456789")
    assert row.measures[0]["question"] == "class_code"
    again = learning.learn(SYSTEM, Unit.objects.get(code="life"))
    assert (again.version, again.digest) == (2, row.digest), "the same files teach the same"
    with pytest.raises(TooFew):
        learning.learn(SYSTEM, Unit.objects.get(code="gx"))
