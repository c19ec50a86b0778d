"""A call centre's program opens the form with the number that calls; the number stands in no address (SEC-02)."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = [pytest.mark.req("INT-01", "INT-03", "SEC-02"), pytest.mark.django_db]

NUMBER = "13800001234"


def test_the_form_opens_with_the_number_and_asks_for_the_caller_at_once(desk):
    client = desk("cd.officer")
    first = client.get(f"/register?phone={NUMBER}")
    assert first.status_code == 302
    assert NUMBER not in first["Location"]
    page = client.get(first["Location"]).content.decode()
    assert f'value="{NUMBER}"' in page
    assert 'hx-trigger="load, input changed' in page


def test_the_address_says_nothing_in_another_session(desk):
    way = desk("cd.officer").get(f"/register?phone={NUMBER}")["Location"]
    assert NUMBER not in desk("sc.officer").get(way).content.decode()


def test_who_is_not_signed_in_carries_no_number_to_the_login_page():
    answer = Client().get(f"/register?phone={NUMBER}&x=1")
    assert answer.status_code == 302
    assert NUMBER not in answer["Location"]
    assert "register" in answer["Location"]
