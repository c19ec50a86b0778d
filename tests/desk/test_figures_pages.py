"""Figures on the desk: each names its rule and opens its cases; files are logged; clusters surface (CLO-09, INS-07)."""

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from redress.casework.models import AccessEntry
from redress.desk import table_file
from redress.desk.table_file import Format, response
from redress.desk.views import exports
from tests.complaints.stories import closed, filed

pytestmark = pytest.mark.django_db
WHEN = "from=2026-11-01&to=2026-11-30"


@pytest.fixture
def twice(actor, wednesday):
    """A case of Sichuan that came again after closing, and one of the counter in Chengdu."""
    first = filed(actor, "2026-11-02 10:00")
    closed(actor, first, "2026-11-04 10:00")
    again = filed(actor, "2026-11-16 10:00", link_to=first, link_kind="repeat")
    other = filed(actor, "2026-11-16 10:00", who="cd.officer", class_code="sms")
    return first, again, other


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.mark.req("CLO-06", "CLO-09")
def test_every_figure_says_which_rule_and_version_and_opens_its_cases(desk, twice):
    client = desk("sc.officer", language="en")
    page = client.get(f"/figures?{WHEN}")
    shown = words(page)
    assert re.search(r"Cases § [^§]*\(CLO-06\)[^§]*\(CLO-09\) version 1", shown), (
        "articles by name, behind the sign"
    )
    assert re.search(r"Sichuan branch 1 2 1 1 1 1", shown)
    assert re.search(r"Chengdu central counter 1 1 1 1 0 1", shown)
    assert re.search(r"All 2 3 2 2 1 2", shown)
    links = re.findall(r'href="(/figures/cases[^"]+)">([\d,]+)<', page.content.decode())
    assert len(links) > 20
    for url, number in links:
        listed = client.get(url.replace("&amp;", "&")).content.decode()
        weights = re.findall(r'<td class="num"[^>]*>(\d+)</td>', listed)
        assert sum(map(int, weights)) == int(number), url


@pytest.mark.req("SEC-03", "CLO-09")
def test_exports_hold_what_the_page_shows_and_are_logged(desk, twice):
    client = desk("sc.officer", language="en")
    text = client.get(f"/figures/export?{WHEN}").content.decode("utf-8-sig")
    assert "Cases (CLO-06, CLO-07, CLO-08, CLO-09, v1)" in text
    assert "All,,2,3,2,2,1,2" in text
    text = client.get(f"/figures/cases/export?rule=times&{WHEN}").content.decode("utf-8-sig")
    assert all(number in text for number in twice)
    text = client.get(f"/figures/register/export?{WHEN}").content.decode("utf-8-sig")
    assert text.count("\r\n") == 5
    logged = AccessEntry.objects.filter(action="export").order_by("pk").values_list("purpose", flat=True)
    assert [each.split()[0] for each in logged] == ["figures", "cases", "register"]
    assert "刘建国" not in text


def test_a_rule_that_does_not_exist_is_not_found(desk, twice):
    assert desk("sc.officer").get("/figures/cases?rule=guesses").status_code == 404
    assert desk("sc.officer").get("/clusters/cases?rule=guesses&key=x").status_code == 404


@pytest.mark.req("SEC-05")
@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
@pytest.mark.parametrize("before", ["", " ", "\t", "\n", "\r", "\u3000", "\xa0"])
def test_whatever_a_spreadsheet_begins_to_reckon_at_is_text(sign, before):
    """Programs that speak Chinese reckon at signs of full width as well; some leave blanks before them out."""
    text = response("x", ["h"], [[f"{before}{sign}1+1"]]).content.decode("utf-8-sig")
    assert next(iter(csv.reader(io.StringIO(text[3:], newline=""))))[0] == f"'{before}{sign}1+1"


def test_a_cell_is_never_taken_for_a_formula():
    assert "'=1+1" in response("x", ["=1+1"], []).content.decode()
    book = load_workbook(io.BytesIO(response("x", ["h"], [["=1+1"]], Format.XLSX).content))
    assert (book.active["A2"].value, book.active["A2"].data_type) == ("=1+1", "s")


@pytest.mark.req("SEC-03")
@pytest.mark.parametrize("kind", list(Format))
def test_a_long_file_is_whole_and_streamed_and_says_how_long_it_is(kind, monkeypatch):
    monkeypatch.setattr(table_file, "SHEET", 30_000)
    answer = response("x", ["n", "word"], ([n, f"第{n}件 {n * n:x}"] for n in range(70_000)), kind)
    assert answer.streaming
    content = b"".join(answer.streaming_content)
    assert len(content) == int(answer["Content-Length"])
    if kind is Format.CSV:
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    else:
        book = load_workbook(io.BytesIO(content), read_only=True)
        rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
        assert len(book.sheetnames) == 3
        rows = [row for row in rows if row[0] != "n" or row is rows[0]]
    assert [int(row[0]) for row in rows[1:-1]] == list(range(70_000))
    assert "70000" in rows[-1][0]


@pytest.mark.req("SEC-03", "SEC-06")
def test_the_register_as_a_file_is_in_words_whole_and_every_case_of_it_is_on_record(desk, twice, monkeypatch):
    monkeypatch.setattr(exports, "MOST", 1)
    client = desk("sc.officer", language="zh-hans")
    text = client.get(f"/figures/register/export?{WHEN}").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len(rows) == 2 + len(twice)
    assert "未截断" in rows[-1][0]
    for row in rows[1:-1]:
        assert not any(re.fullmatch(r"[a-z_]+", cell) for cell in row), row
    logged = AccessEntry.objects.filter(action="export").latest("pk")
    assert len(logged.cases) == len(twice)
    sheet = load_workbook(
        io.BytesIO(client.get(f"/figures/register/export?{WHEN}&format=xlsx").content)
    ).active
    shown = sheet.iter_rows(min_row=2, max_row=1 + len(twice), values_only=True)
    assert [[cell or "" for cell in row] for row in shown] == rows[1:-1]
    assert len(AccessEntry.objects.filter(action="export").latest("pk").cases) == len(twice)


@pytest.mark.req("INS-07")
def test_cases_about_one_agent_policy_and_wording_surface_as_group_risk(desk, actor, wednesday):
    facts = "业务员称存款保本高息,实为保险,客户要求全额退保,否则向监管部门反映并要求赔偿全部损失。"
    numbers = [
        filed(
            actor,
            f"2026-11-{day:02} 10:00",
            people=[
                {"name": f"客户{day}", "phone": f"1380000{day:04}", "id_number": f"5101011965010112{day:02}"}
            ],
            policy_number="P777",
            about_whom="业务员王强",
            facts=facts,
        )
        for day in (10, 11, 12)
    ]
    stranger = filed(actor, "2026-11-13 10:00", policy_number="P1")
    client = desk("sc.officer", language="en")
    page = client.get("/clusters")
    shown = words(page)
    assert re.search(r"one person .*? 业务员王强 3 1", shown)
    assert re.search(r"one policy .*? P777 3 1", shown)
    assert re.search(r"same words .*? 业务员称存款保本高息.*? 3 1", shown)
    for url in re.findall(r'href="(/clusters/cases[^"]+)"', page.content.decode()):
        listed = client.get(url.replace("&amp;", "&")).content.decode()
        assert all(number in listed for number in numbers)
        assert stranger not in listed
    assert "业务员王强" not in words(desk("gx.officer", language="en").get("/clusters"))


@pytest.mark.req("INS-07")
def test_every_cluster_can_be_reached_page_by_page(actor, desk, wednesday, monkeypatch):
    monkeypatch.setattr("redress.complaints.oversight.queries.clusters.MOST", 2)
    for agent in "甲乙丙丁戊":
        for day in (10, 11, 12):
            person = {"name": f"客户{agent}{day}", "phone": f"1380000{ord(agent) % 100:02}{day}"}
            filed(actor, f"2026-11-{day:02} 10:00", people=[person], about_whom=f"业务员{agent}")
    client, seen, url = desk("sc.officer", language="en"), [], "/clusters"
    while url:
        page = client.get(url).content.decode()
        seen += re.findall(r">业务员(.)<", page)
        rule = re.search(r'rule=(\w+)&amp;key=[^"]+"[^>]*>业务员', page)
        further = re.search(rf'rel="next" href="(\?rule={rule[1]}[^"#]+)', page)
        url = "/clusters" + further[1].replace("&amp;", "&") if further else ""
    assert sorted(seen) == sorted("甲乙丙丁戊")
    assert "Larger ones" in page
    assert client.get("/clusters?rule=agent&from=99").status_code == 200
