"""Who is given a letter to review, and what becomes of it when that one must keep out."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from redress.complaints.executor import execute
from redress.complaints.letters.review import PassLetter, SubmitLetter
from redress.complaints.recusing.commands.recuse import DeclareConflict
from redress.messages.models import Alert
from redress.organisation.kinds import Duty
from redress.organisation.models import Appointment, Department, User
from tests.letters.inputs import drafted, version
from tests.letters.test_review import refused

pytestmark = pytest.mark.django_db


@pytest.mark.req("COM-04", "ORG-04")
def test_a_letter_goes_to_a_legal_department_that_has_a_counsel(number, officer):
    letter = drafted(number, officer)
    User.objects.filter(username="sc.legal").update(is_active=False)
    outcome = execute(SubmitLetter(letter=letter), officer, number)
    assert outcome.facts["letter"] == letter
    assert version(letter).reviewing.unit.code == "life-ho", "the nearest where somebody reviews"


@pytest.mark.req("COM-04", "ORG-04")
def test_a_letter_that_nobody_could_review_is_not_submitted(number, officer):
    letter = drafted(number, officer)
    User.objects.filter(appointments__duty="legal").update(is_active=False)
    because = refused(SubmitLetter(letter=letter), officer, number)
    assert (because.rule, because.field) == ("ORG-04", "letter")


@pytest.fixture
def only_counsel(officer) -> None:
    """Who writes the letter is the one counsel of the province."""
    legal = Department.objects.get(unit__code="sc", kind="legal")
    User.objects.filter(username="sc.legal").update(is_active=False)
    Appointment.objects.create(
        user_id=officer.id, department=legal, duty=Duty.LEGAL, period=DateRange(date(2026, 1, 1))
    )


@pytest.mark.req("COM-04", "AUT-03", "ORG-04")
def test_a_letter_whose_only_counsel_wrote_it_goes_to_the_counsel_above(number, actor, officer, only_counsel):
    letter = drafted(number, officer)
    execute(SubmitLetter(letter=letter), actor("sc.officer"), number)
    assert version(letter).reviewing.unit.code == "life-ho"
    execute(PassLetter(letter=letter), actor("ho.legal"), number)


@pytest.mark.req("COM-04", "AUT-03", "ORG-04")
def test_a_letter_that_every_counsel_there_is_wrote_is_not_submitted(number, actor, officer, only_counsel):
    User.objects.filter(username="ho.legal").update(is_active=False)
    letter = drafted(number, officer)
    because = refused(SubmitLetter(letter=letter), actor("sc.officer"), number)
    assert (because.rule, because.field) == ("AUT-03", "letter")


@pytest.mark.req("COM-04", "ORG-13", "ORG-04")
def test_a_counsel_who_must_keep_out_leaves_the_letter_to_the_one_above(number, officer):
    kin = DeclareConflict(person="sc.legal", kind="kin", reason="投诉人的弟弟")
    execute(kin, officer, number)
    letter = drafted(number, officer)
    execute(SubmitLetter(letter=letter), officer, number)
    assert version(letter).reviewing.unit.code == "life-ho"


@pytest.mark.req("COM-04", "ORG-13")
def test_a_letter_under_review_goes_on_when_its_counsel_must_keep_out(number, officer, actor):
    letter = drafted(number, officer)
    execute(SubmitLetter(letter=letter), officer, number)
    assert version(letter).reviewing.unit.code == "sc"
    execute(DeclareConflict(person="sc.legal", kind="kin", reason="投诉人的弟弟"), officer, number)
    above = version(letter).reviewing
    assert above.unit.code == "life-ho"
    told = Alert.objects.filter(department=above, kind="review")
    assert [each.words for each in told] == [letter]
    execute(PassLetter(letter=letter), actor("ho.legal"), number)


@pytest.mark.req("COM-04", "ORG-13")
def test_a_letter_under_review_stays_where_nobody_else_could_review_it(number, officer):
    User.objects.filter(username="ho.legal").update(is_active=False)
    letter = drafted(number, officer)
    execute(SubmitLetter(letter=letter), officer, number)
    execute(DeclareConflict(person="sc.legal", kind="kin", reason="投诉人的弟弟"), officer, number)
    assert version(letter).reviewing.unit.code == "sc"


@pytest.mark.req("COM-04", "ORG-13")
def test_a_letter_under_review_stays_with_the_counsel_who_is_free(number, officer):
    letter = drafted(number, officer)
    execute(SubmitLetter(letter=letter), officer, number)
    execute(DeclareConflict(person="sc.handler", kind="kin", reason="投诉人的弟弟"), officer, number)
    assert version(letter).reviewing.unit.code == "sc"
