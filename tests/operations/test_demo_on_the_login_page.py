"""The demo's log-ins stand on the page where one signs in, and nowhere in production (SEC-06)."""

from __future__ import annotations

import pytest

from redress.operations import demo
from redress.organisation.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    return lambda: client.get("/accounts/login/").content.decode()


def test_who_is_there_of_the_demo_can_be_chosen_and_nobody_else(page):
    User.objects.filter(username="sc.finance").update(username="somebody.else")
    there = {user for user, _password, _who in demo.logins()} - {"sc.finance"}
    shown = page()
    assert len(there) > 10
    assert [user for user in there if user not in shown] == []
    assert "sc.finance<" not in shown
    assert "somebody.else" not in shown
    assert "ho.auditor" not in shown


@pytest.mark.req("SEC-06")
def test_in_production_the_page_names_nobody(page, settings):
    settings.IN_PRODUCTION = True
    shown = page()
    assert [user for user, _password, _who in demo.logins() if user in shown] == []
    assert demo.logins()[0][1] not in shown
