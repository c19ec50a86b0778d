"""The knowledge base: nobody's data, a second reader, similar cases beside the open one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redress.assessment import knowledge
from redress.assessment.models import KnowledgeArticle
from redress.assessment.queries.knowledge import articles_like, cases_like, listed
from redress.assessment.redaction import Kind, Secret, found, redact
from redress.casework.refusals import Refusal
from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from redress.organisation.acting import acting_as
from tests.assessment import acts
from tests.complaints.inputs import visit
from tests.complaints.test_keeping import closed
from tests.fixtures.rows import write

LIU = [
    Secret(Kind.NAME, "刘建国"),
    Secret(Kind.PHONE, "13800001234"),
    Secret(Kind.ID_NUMBER, "510101196501011234"),
    Secret(Kind.NUMBER, "P510001"),
]


@pytest.mark.req("CLO-12", "SEC-02")
@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("刘建国来电", "刘建国"),
        ("客户刘 建 国来电", "刘 建 国"),
        ("刘先生情绪激动", "刘先生"),
        ("电话１３８００００１２３４", "１３８"),
        ("电话 138-0000-1234 无人接听", "0000"),
        ("改打 13911112222", "13911112222"),
        ("座机028-85551234", "85551234"),
        ("证件51010119650101123X", "19650101"),
        ("保单p510001", "510001"),
        ("另一保单 GP88776655", "88776655"),
        ("卡号 6222 0200 1234 5678 901", "6222"),
        ("邮箱 liu.jg@example.com", "example"),
        ("住在人民南路12号", "人民南路"),
        ("预留 138****1234", "1234"),
        ("工单L2026-0000123", "0000123"),
    ],
)
def test_what_tells_who_it_was_is_taken_out(text, gone):
    cleaned = redact(text, LIU)
    assert gone not in cleaned.text
    assert "【" in cleaned.text
    assert cleaned.removed.total() >= 1
    assert found(text, LIU)
    assert found(cleaned.text, LIU) == [], "what was cleaned is clean"


@pytest.mark.req("CLO-12")
@pytest.mark.parametrize(
    "text", ["退保金额12800.00元，3个工作日到账。", "根据2020年第3号令第十八条", "第2026-11-18日答复"]
)
def test_amounts_dates_and_articles_stay(text):
    assert redact(text, LIU).text == text


@pytest.mark.req("CLO-12", "SEC-02")
@given(st.text(max_size=20), st.text(max_size=20), st.sampled_from(LIU))
def test_no_known_value_survives_wherever_it_stands(before, after, secret):
    assert secret.value not in redact(f"{before}{secret.value}{after}", LIU).text


pytest_db = pytest.mark.django_db
TEXT = {
    "title": "存折注销后的退保",
    "situation": "客户刘建国（13800001234）存折已注销，情绪激动。",
    "handling": "陪同开户后退保。",
    "lesson": "先处理情绪，再处理业务。",
}


@pytest.fixture
def number(actor, wednesday) -> str:
    return closed(actor)


@pytest.fixture
def article(number, actor) -> KnowledgeArticle:
    return acts.drafted(actor("cd.officer"), number, TEXT)


@pytest_db
@pytest.mark.req("CLO-12", "SEC-02")
def test_a_draft_says_nobodys_name_whatever_was_typed_or_suggested(number, article, actor):
    said = knowledge.suggestion(actor("cd.officer"), number)
    for text in (*said.values(), article.situation, str(article.document)):
        assert "刘建国" not in text
        assert "13800001234" not in text
    assert article.removed == {"name": 1, "phone": 1}


@pytest_db
@pytest.mark.req("CLO-12")
def test_a_second_person_publishes_and_then_everybody_may_read(article, actor):
    reader = actor("gx.claims")
    with acting_as(reader):
        assert listed(reader) == []
        assert KnowledgeArticle.objects.count() == 0
    with pytest.raises(Refusal) as caught:
        acts.published(actor("cd.officer"), article)
    assert (caught.value.status, caught.value.rule) == (403, "CLO-12")
    acts.published(actor("cd.cshead"), article)
    with acting_as(reader):
        assert listed(reader) == [article]
        assert listed(reader, "情绪激动") == [article]
        assert listed(reader, "车险") == []


@pytest_db
@pytest.mark.req("SEC-02")
def test_an_article_with_personal_data_left_in_it_is_not_published(article, actor):
    write(KnowledgeArticle.objects.get(pk=article.pk), lesson="可致电刘先生 13800001234")
    with pytest.raises(Refusal) as caught:
        acts.published(actor("cd.cshead"), article)
    assert caught.value.rule == "SEC-02"
    assert KnowledgeArticle.objects.get().state == "draft"


@pytest_db
@pytest.mark.req("CLO-12")
def test_who_changes_a_draft_becomes_its_author_and_an_open_case_gives_no_article(article, actor, wednesday):
    acts.changed(actor("cd.cshead"), article, TEXT)
    with pytest.raises(Refusal):
        acts.published(actor("cd.cshead"), article)
    still_open = execute(visit(), actor("cd.officer")).number
    with pytest.raises(Refusal) as caught:
        acts.drafted(actor("cd.officer"), still_open, TEXT)
    assert caught.value.rule == "CLO-12"


@pytest_db
@pytest.mark.req("COM-09")
def test_beside_an_open_case_stand_needs_errors_articles_and_similar_solved_cases(
    number, article, actor, desk
):
    acts.published(actor("cd.cshead"), article)
    counter = actor("cd.officer")
    fresh = execute(visit(temperament="powerful"), counter).number
    case = Complaint.objects.get(number=fresh)
    with acting_as(counter):
        [similar] = cases_like(counter, case)
        assert (similar.case.number, similar.share) == (number, 100)
        assert articles_like(counter, case) == [article]
    stranger = actor("gx.officer")
    with acting_as(stranger):
        assert cases_like(stranger, case) == []
    page = desk("cd.officer", language="en").get(f"/case/{fresh}/more/guidance").content.decode()
    for words in (
        "To be valued",
        "To be understood",
        "To be respected",
        "To have it solved",
        "Hasty defence",
        "Interrupting",
        "Early apology",
        "Wrong promise",
        "recorded for this customer",
        number,
        "存折注销后的退保",
    ):
        assert words in page, words


@pytest_db
@pytest.mark.req("CLO-12")
def test_by_hand_from_the_closed_case_to_the_published_article(number, actor, desk):
    author, head = desk("cd.officer", language="en"), desk("cd.cshead", language="en")
    assert f"/knowledge/from/{number}" in author.get(f"/case/{number}/more/guidance").content.decode()
    form = author.get(f"/knowledge/from/{number}").content.decode()
    assert "刘建国" not in form
    given = {"title": "存折注销", "situation": "存折已注销", "handling": "陪同开户", "lesson": ""}
    assert author.post(f"/knowledge/from/{number}", given).status_code == 422
    sent = author.post(f"/knowledge/from/{number}", given | {"lesson": "先情绪后业务"})
    assert sent.status_code == 302
    assert author.post(sent["Location"], {"step": "publish"}).status_code == 403
    assert head.post(sent["Location"], {"step": "publish"}).status_code == 302
    reader = desk("gx.claims", language="en")
    assert "存折注销" in reader.post("/knowledge", {"q": "存折"}).content.decode()
    page = reader.get(sent["Location"]).content.decode()
    assert "先情绪后业务" in page
    assert number not in page, "the case behind it is not told to whoever may not see it"


@pytest_db
@pytest.mark.req("CLO-12", "ORG-11")
def test_what_a_company_publishes_is_not_read_in_the_other_one(article, actor, desk):
    acts.published(actor("cd.cshead"), article)
    for name, reads in {
        "gx.claims": True,
        "group.officer": True,
        "psc.officer": False,
        "pho.officer": False,
    }.items():
        with acting_as(actor(name)):
            assert listed(actor(name)) == ([article] if reads else []), name
            assert listed(actor(name), "情绪激动") == ([article] if reads else []), name
        assert (desk(name).get(f"/knowledge/{article.pk}").status_code == 200) is reads, name
