"""The method as a page: what it says, where each rule comes from, who follows it, what a new version changes."""

from datetime import date

import pytest
from django.utils.html import escape

from redress.casework import rulebooks
from redress.organisation.models import Unit
from redress.rulebook import load

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_on_one_page(monkeypatch):
    """However long the method is, all its chapters stand on one page."""
    monkeypatch.setattr("redress.desk.pages.rulebook.WHOLE", 1_000_000)


@pytest.fixture
def second_version(tmp_path):
    """A later group-flows: general banca cases in two working days instead of three."""
    text = load("group-flows").texts["group-flows"]
    text = text.replace('version: "2026.10"', 'version: "2027.1"').replace("2026-01-01", "2026-07-01", 1)
    start = text.index("limits:")
    text = text[:start] + text[start:].replace("limit: 3 working days", "limit: 2 working days", 1)
    file = tmp_path / "group-flows.yaml"
    file.write_text(text, "utf-8")
    return rulebooks.publish(str(file))


@pytest.mark.req("CLK-11", "SYS-03")
def test_the_method_reads_as_a_document_with_annex_2_as_a_table(desk, all_on_one_page):
    answer = desk("cd.intake").get("/rulebook")
    page = answer.content.decode()
    assert answer.status_code == 200
    annex = page[page.index('id="limits-annex2"') :]
    annex = annex[: annex.index("</table>")]
    for words in ("投诉级别为重大投诉、疑难投诉", "7 个工作日", "10 个工作日", "3 个工作日"):
        assert words in annex
    assert annex.count('class="foreign"') == 3
    assert "附件 2 缺失" in annex


def test_every_rule_shows_the_words_it_cites(desk, all_on_one_page):
    book = load("group-flows")
    page = desk("cd.intake").get("/rulebook").content.decode()
    assert book.method.sources and book.method.clocks
    for source in book.method.sources.values():
        assert escape(source.text.zh) in page
    for clock in book.method.clocks:
        article = page[page.index(f'id="clock-{clock}"') :]
        assert '<details class="cite">' in article[: article.index("</article>")]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_stays_below_100_kilobytes(desk, language):
    assert len(desk("group.manager", language).get("/rulebook").content) < 100_000


def test_a_longer_method_shows_one_chapter_a_page(desk, monkeypatch):
    monkeypatch.setattr("redress.desk.pages.rulebook.WHOLE", 10_000)
    page = desk("sc.officer").get("/rulebook?chapter=limits").content.decode()
    assert 'id="clock-confirm"' in page
    assert 'id="channels"' not in page
    assert 'href="?chapter=intake#intake"' in page


@pytest.mark.req("ORG-14")
def test_the_page_says_which_unit_follows_which_rulebook(desk):
    page = desk("psc.officer").get("/rulebook").content.decode()
    assert "财产保险公司客户投诉管理办法" in page
    followers = page[page.index('id="followers"') : page.index('id="versions"')]
    assert "财险四川分公司" in followers
    assert "安和财产保险" in followers, "from which it inherits"
    group = desk("group.manager").get("/rulebook").content.decode()
    assert group.index("安和保险集团") < group.index("安和财产保险")
    assert "/rulebook/property-method/2026.10" in group


@pytest.mark.req("ORG-14", "CLM-01")
def test_the_page_says_which_claims_standard_a_unit_follows_and_shows_it(desk):
    officer = desk("psc.officer")
    assert "/rulebook/claims-service/" not in officer.get("/rulebook").content.decode()
    version = rulebooks.publish("claims-service").version
    page = officer.get("/rulebook").content.decode()
    followers = page[page.index('id="followers"') : page.index('id="versions"')]
    address = f"/rulebook/claims-service/{version}"
    assert address in followers
    shown = officer.get(address)
    assert shown.status_code == 200
    assert "claims-service" in shown.content.decode()


@pytest.mark.req("ORG-14", "ORG-11")
def test_a_method_that_no_unit_of_mine_follows_is_not_shown(desk):
    answer = desk("sc.officer").get("/rulebook/property-method/2026.10")
    assert answer.status_code == 404
    assert "ORG-14" in answer.content.decode()


@pytest.mark.req("ORG-14")
def test_a_province_that_refines_the_method_reads_its_own(desk, second_version):
    Unit.objects.filter(code="sc").update(rulebook="property-method")
    assert "财产保险公司" in desk("cd.intake").get("/rulebook").content.decode()


@pytest.mark.req("CLK-11")
def test_a_new_version_is_in_force_from_its_day_and_says_what_it_changes(desk, second_version):
    client = desk("sc.officer")
    page = client.get("/rulebook").content.decode()
    assert "2027.1" in page
    assert date(2026, 7, 1).isoformat() in page
    assert "/rulebook/group-flows/2026.10" in page
    compared = client.get("/rulebook/compare").content.decode()
    assert "时限表 › " in compared
    assert "<small><code>limits.banca.rows[1].limit</code></small>" in compared
    assert "<del>3 个工作日</del>" in compared
    assert "<ins>2 个工作日</ins>" in compared
    same = client.get("/rulebook/compare?a=group-flows+2026.10&b=group-flows+2026.10").content.decode()
    assert "<del>" not in same
    assert client.get("/rulebook/compare?a=x&b=y").status_code == 404


def test_a_user_without_a_unit_is_told_what_to_do(desk, django_user_model):
    django_user_model.objects.create_user("drifter", name="游客", password=None)
    answer = desk("drifter").get("/rulebook")
    assert answer.status_code == 200
    assert "empty-state" in answer.content.decode()


def test_the_page_asks_few_questions_of_the_database(desk, django_assert_max_num_queries):
    client = desk("group.manager")
    client.get("/rulebook")
    with django_assert_max_num_queries(12):
        client.get("/rulebook")
