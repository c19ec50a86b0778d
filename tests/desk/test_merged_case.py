"""The pages on which a merged case stands open, and lead to the case in which it goes on (CLO-08)."""

from __future__ import annotations

import re

import pytest

from redress.casework import moment
from redress.complaints.executor import execute
from redress.complaints.linking.commands.merging import Merge
from tests.complaints.stories import filed
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLO-08")]


@pytest.fixture
def merged(actor, wednesday):
    """The number of a merged case and of the one that took it up."""
    main = filed(actor, "2026-11-16 10:00", facts="退保款至今未到账，多次来电")
    again = filed(actor, "2026-11-18 10:00", facts="退保款仍未到账，再次来电")
    with moment.at(local("2026-11-18 11:00")):
        execute(Merge(into=main), actor("sc.officer"), again)
    return again, main


def test_every_page_that_shows_a_merged_case_opens(merged, desk):
    again, main = merged
    client = desk("sc.officer")
    page = client.get(f"/case/{main}").content.decode()
    customer = re.search(rf"/case/{main}/people/\d+/cases", page)
    assert customer, "the customer's other cases are a link away"
    for path in (
        f"/case/{again}",
        f"/case/{main}/more/links",
        f"/search?q={again}",
        "/search?q=再次来电",
        customer[0],
    ):
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, path
        assert again in answer.content.decode(), path


def test_it_says_at_its_head_where_it_goes_on(merged, desk):
    again, main = merged
    page = desk("sc.officer").get(f"/case/{again}").content.decode()
    head = page[page.index("merged-into") : page.index("case-columns")]
    assert f'href="/case/{main}"' in head


def test_the_same_customer_is_looked_up_while_registering(merged, desk):
    _again, main = merged
    asked = {
        "channel": "phone_in",
        "people.0.name": "刘建国",
        "people.0.phone": "13800001234",
        "class_code": "payments",
        "complainant_kind": "self",
    }
    answer = desk("sc.officer").post("/register/related", asked)
    assert answer.status_code == 200
    assert main in answer.content.decode()
