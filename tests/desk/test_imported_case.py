"""How a case that was taken over from another register is shown."""

import pytest

from redress.complaints.executor import execute
from redress.complaints.importing.commands.import_case import ImportCase
from redress.organisation.actor import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.mark.req("INT-17")
def test_the_time_line_says_where_an_imported_case_came_from_in_words(desk):
    command = ImportCase(
        external_source="旧系统",
        external_number="TS-0815",
        fingerprint="f" * 64,
        unit="psc",
        channel="regulator",
        received_at="2018-01-01T09:00",
        closed_at="2018-01-02T09:00",
        class_code="claims",
        facts="历史投诉",
        recovered="922.24",
        companies=["安和财产保险"],
        matters=[{"class_code": "claims", "company": "安和财产保险"}],
    )
    number = execute(command, SYSTEM).number
    page = desk("psc.officer").get(f"/case/{number}").content.decode()
    for words in ("原登记系统", "TS-0815", "为客户追回的金额", "922.24", "涉及公司"):
        assert words in page
    for name in ("external_number", "fingerprint", "class_code", "&#x27;company&#x27;"):
        assert name not in page
