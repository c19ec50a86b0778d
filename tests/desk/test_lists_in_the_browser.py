"""Lists, search, monitor and sign-in in a real browser: keys, live counts, and what axe says of them."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from redress.complaints.executor import execute
from redress.complaints.handling.commands.dispatch import Dispatch
from tests.complaints.inputs import department, transfer, visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
SIZES = {"laptop": (1366, 768), "phone": (390, 844)}


@pytest.fixture
def cases(actor):
    """Three cases of the province, one of them dispatched; registered just now, as the server tells time."""
    from django.utils import timezone

    received = timezone.now().isoformat()
    officer = actor("sc.officer")
    made = [execute(transfer(received_at=received), officer).number for _ in range(2)]
    made.append(execute(visit(received_at=received), officer).number)
    execute(Dispatch(to=department("sc", "claims"), opinion="请核查"), officer, made[0])
    return made


def serious(page):
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html']}" for v in found if v["impact"] in ("serious", "critical")]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?list=orders",
        "/search?q=理赔",
        "/search?q=没有这样的事",
        "/monitor",
        "/monitor/cases",
        "/alerts",
    ],
)
def test_axe_finds_nothing_serious_and_nothing_overflows(open_desk, browser_page, cases, path, size):
    width, height = SIZES[size]
    browser_page.set_viewport_size({"width": width, "height": height})
    page = open_desk("sc.officer", path)
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_serious_on_the_login_page(live_desk, browser_page, size):
    width, height = SIZES[size]
    browser_page.set_viewport_size({"width": width, "height": height})
    browser_page.goto(f"{live_desk}/accounts/login/")
    assert serious(browser_page) == []
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_browser_finds_no_fault_with_the_page(open_desk, browser_page, cases):
    said = []
    browser_page.on("console", lambda message: said.append(message.text))
    browser_page.on("pageerror", lambda error: said.append(str(error)))
    open_desk("sc.officer", "/").wait_for_selector("#count-mine:not(:empty)")
    assert said == []


def test_counts_arrive_without_a_reload(open_desk, cases):
    page = open_desk("sc.officer", "/")
    page.wait_for_selector("#count-mine:not(:empty)")
    assert page.inner_text("#count-mine") == "3"


def test_j_and_k_walk_the_rows_and_slash_goes_to_the_search_box(open_desk, cases):
    page = open_desk("sc.officer", "/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("[data-row]").nth(1).get_attribute("class") == "chosen"
    page.keyboard.press("k")
    assert page.locator("[data-row]").nth(0).get_attribute("class") == "chosen"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "desk-q"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#desk-keys").is_visible()


def test_a_filter_narrows_the_list_without_a_reload_and_stands_in_the_address(open_desk, cases):
    page = open_desk("sc.officer", "/")
    page.evaluate("window.stayed = true")
    page.select_option("#filter-state", "investigating")
    page.wait_for_url("**state=investigating**")
    page.wait_for_function("document.querySelectorAll('[data-row]').length === 1")
    assert page.locator("[data-row]").count() == 1
    assert page.evaluate("window.stayed") is True


def test_a_person_signs_in_with_a_demonstration_account(live_desk, browser_page):
    browser_page.goto(f"{live_desk}/accounts/login/")
    browser_page.click('[data-fill-login="sc.officer"]')
    browser_page.click(".login-button")
    browser_page.wait_for_selector(".desk-tabs")
