"""The palette (Ctrl K): one place to go to pages, acts and files, by keyboard alone."""

import re

import pytest

from redress.casework.models import AccessEntry, LookUps
from redress.complaints.executor import execute
from tests.complaints.inputs import visit
from tests.desk.test_every_main_page import serious

PERSON = [{"name": "韦秀英", "phone": "13977110014"}]


@pytest.fixture
def number(actor, wednesday):
    return execute(visit(people=PERSON), actor("sc.officer")).number


@pytest.mark.django_db
@pytest.mark.req("FLW-18", "SEC-06")
def test_a_file_is_told_with_its_state_by_the_last_four_digits_of_a_telephone(desk, actor, number):
    page = desk("sc.officer").post("/palette", {"q": "0014"}).content.decode()
    assert re.findall(r'role="option"[^>]*data-href="([^"]+)"', page) == [f"/case/{number}"]
    officer = actor("sc.officer").id
    assert AccessEntry.objects.filter(fields="phone_tail", user_id=officer).count() == 1
    assert number not in desk("gx.officer").post("/palette", {"q": "0014"}).content.decode()


@pytest.mark.django_db
@pytest.mark.req("SEC-02")
def test_nothing_is_looked_up_by_an_address(desk, number):
    assert desk("sc.officer").get("/palette?q=0014").status_code == 405


@pytest.mark.django_db
@pytest.mark.req("SEC-01")
def test_looking_up_by_last_digits_is_counted_like_any_other_and_ends_at_the_same_number(
    desk, number, settings
):
    settings.REDRESS_LOOKUPS_PER_HOUR = 2
    client = desk("sc.officer")
    answers = [client.post("/palette", {"q": f"{n:04}"}, headers={"hx-request": "true"}) for n in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 429, 429]


@pytest.mark.browser
@pytest.mark.django_db
@pytest.mark.req("FLW-18", "COM-10")
def test_where_is_my_complaint_is_answered_by_keyboard_alone(open_desk, number):
    page = open_desk("sc.officer", "/")
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="前往或查找")
    assert field.evaluate("it => it === document.activeElement")
    page.keyboard.type("0014")
    assert LookUps.objects.count() == 0, "nothing is looked up while somebody types"
    page.keyboard.press("Enter")
    hit = page.get_by_role("option", name=number)
    hit.wait_for()
    assert field.get_attribute("aria-activedescendant") == hit.get_attribute("id")
    assert serious(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/case/{number}")
    page.keyboard.press("Control+k")
    assert page.locator("#palette [role=option]").first.inner_text().startswith(number), (
        "what was opened lately comes first"
    )
    page.keyboard.type("监控")
    page.keyboard.press("Enter")
    page.wait_for_url("**/monitor")
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("[data-palette-open]").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
