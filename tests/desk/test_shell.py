"""The frame of the desk: language, sign-in, who acts, refusals."""

import pytest
from django.test import Client


@pytest.mark.django_db
def test_whoever_is_not_signed_in_is_sent_to_the_login_page_and_back(client):
    answer = client.get("/alerts")
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/alerts"


@pytest.mark.django_db
def test_the_desk_speaks_chinese_whatever_the_browser_prefers(client):
    page = client.get("/accounts/login/", headers={"accept-language": "en-US,en"}).content.decode()
    assert '<html lang="zh-Hans"' in page


@pytest.mark.django_db
def test_english_is_one_switch_away_and_is_remembered(client):
    client.post("/i18n/setlang/", {"language": "en", "next": "/accounts/login/"})
    page = client.get("/accounts/login/").content.decode()
    assert '<html lang="en"' in page


@pytest.mark.django_db
def test_a_request_of_nobody_acts_as_nobody_even_after_somebody_elses(desk, client):
    from django.db import connection

    desk("sc.officer").get("/")
    Client().get("/accounts/login/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('role'), redress_staff(), redress_units()")
        assert cursor.fetchone() == ("redress_web", None, [])
        cursor.execute("SELECT set_config('role', 'none', false)")


@pytest.mark.django_db
def test_a_page_runs_no_script_and_wears_no_style_of_its_own(desk):
    page = desk("sc.officer").get("/").content.decode()
    assert "<style" not in page
    assert "style=" not in page
    assert "onclick" not in page
    assert all("src=" in script for script in page.split("<script")[1:])


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/case/%00", "/monitor/cases?unit=%00", "/search?q=%00", "/?state=%00"])
def test_a_character_that_cannot_be_stored_is_the_callers_fault(desk, address):
    assert desk("sc.officer").get(address).status_code < 500


@pytest.mark.django_db
@pytest.mark.req("SEC-02", "SEC-05")
def test_whatever_somebody_signed_in_is_shown_is_kept_in_no_cache(desk):
    """OWASP ASVS 4.0.3, 8.2.1: who sits down at that machine next reads nothing by going back."""
    client = desk("admin")
    for address in (
        "/", "/monitor", "/search?q=x", "/counts", "/nothing/here", "/case/L2026-0000001", "/accounts/2fa/",
        "/accounts/password/change/", "/sign-ins", "/access-log", "/organisation",
    ):  # fmt: skip
        answer = client.get(address)
        assert "no-store" in answer.headers.get("Cache-Control", ""), (address, answer.status_code)
    assert "no-store" in client.post("/register", {}).headers["Cache-Control"]


HTMX = {"hx-request": "true", "hx-current-url": "http://testserver/register"}


@pytest.mark.django_db
@pytest.mark.req("FLW-18")
@pytest.mark.parametrize("address", ["/register", "/draft/register", "/register/related"])
def test_what_is_sent_after_the_session_ended_leaves_the_page_as_it_stands(client, address):
    answer = client.post(address, {"facts": "正在输入的内容"}, headers=HTMX)
    assert answer.status_code in (401, 405)
    assert "HX-Redirect" not in answer
    if answer.status_code == 401:
        assert 'target="_blank"' in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.req("FLW-18")
def test_the_poll_of_an_open_page_takes_nobody_to_the_login_page(client):
    answer = client.get("/counts", headers=HTMX)
    assert (answer.status_code, answer.content) == (401, b"")
    assert "HX-Redirect" not in answer


@pytest.mark.django_db
def test_a_fragment_asked_for_after_the_session_ended_leads_to_the_login_page_and_back(client):
    answer = client.get("/alerts", headers=HTMX)
    assert answer["HX-Redirect"] == "/accounts/login/?next=%2Fregister"
