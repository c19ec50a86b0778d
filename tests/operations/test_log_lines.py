"""What broke stands in the log; what it broke on does not (SEC-02)."""

from __future__ import annotations

import io
import logging
import logging.config

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import RequestFactory
from django.views.debug import ExceptionReporter
from pydantic import BaseModel

from redress.organisation.models import User

pytestmark = pytest.mark.req("SEC-02")
NAME = "东方金翅雀"


class Asked(BaseModel):
    amount: int


def a_number():
    int(NAME)


def a_key():
    {}[NAME]


def an_input():
    Asked.model_validate({"amount": NAME})


def a_cause():
    try:
        a_number()
    except ValueError as error:
        raise RuntimeError(f"while reading {NAME}") from error


def several():
    raise ExceptionGroup(NAME, [ValueError(NAME), KeyError(NAME)])


@pytest.fixture
def lines():
    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    described = dict(settings.LOGGING["formatters"]["line"])
    handler.setFormatter(logging.config.DictConfigurator({"version": 1}).configure_formatter(described))
    log = logging.getLogger("redress.of_this_test")
    log.addHandler(handler)
    yield kept
    log.removeHandler(handler)


def logged(error):
    log = logging.getLogger("redress.of_this_test")
    log.error("it broke", exc_info=error)
    log.error("it broke: %s", error)
    log.error("it broke: %(why)s", {"why": error})


@pytest.mark.parametrize("breaks", [a_number, a_key, an_input, a_cause, several])
def test_class_and_place_are_told_and_no_value(breaks, lines):
    with pytest.raises(Exception) as raised:
        breaks()
    logged(raised.value)
    said = lines.getvalue()
    assert NAME not in said
    assert type(raised.value).__qualname__ in said
    assert f"in {breaks.__name__}" in said


def test_what_speaks_of_the_program_is_told(lines):
    logged(AttributeError("'NoneType' object has no attribute 'number'"))
    logged(PermissionError(13, "Permission denied", f"/data/{NAME}"))
    assert "no attribute 'number'" in lines.getvalue()
    assert "Permission denied" in lines.getvalue()
    assert NAME not in lines.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("INSERT INTO auth_group (name) VALUES (%s), (%s)", "constraint=auth_group_name_key"),
        ("SELECT %s::int + length(%s)", "code=22P02"),
    ],
)
def test_of_a_row_that_the_database_refused_codes_and_names_are_told(statement, told, lines):
    with pytest.raises(DatabaseError) as raised, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [NAME, NAME])
    assert NAME in str(raised.value)
    logged(raised.value)
    assert NAME not in lines.getvalue()
    assert told in lines.getvalue()


def test_djangos_report_of_a_fault_holds_no_form_and_no_variable():
    request = RequestFactory().post("/register", {"name": NAME})
    request.COOKIES["sessionid"] = "a-key-in-a-cookie"
    narrative = NAME * 2
    try:
        int(narrative)
    except ValueError as error:
        report = ExceptionReporter(request, type(error), None, error.__traceback__).get_traceback_text()
    assert "ValueError" in report
    assert "/register" in report
    assert NAME not in report
    assert "a-key-in-a-cookie" not in report


@pytest.mark.django_db
def test_nothing_that_a_directory_tells_of_a_person_is_kept():
    from allauth.socialaccount.models import SocialAccount

    officer = User.objects.get(username="sc.officer")
    SocialAccount.objects.create(user=officer, provider="insurer", uid="u-1", extra_data={"phone": NAME})
    assert SocialAccount.objects.get().extra_data == {}
