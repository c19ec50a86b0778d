"""Who is reached when somebody is away."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from redress.casework import moment
from redress.clocks.sweeper import sweep
from redress.complaints.executor import execute
from redress.messages.models import Message, StaffContact
from redress.organisation.models import Deputy, User
from redress.organisation.standing_in import end_of_chain
from tests.complaints.inputs import transfer
from tests.fixtures.insurer import local

PEOPLE = st.integers(1, 6)


@given(PEOPLE, st.dictionaries(PEOPLE, PEOPLE))
def test_a_chain_ends_with_somebody_who_is_there_or_with_the_person_meant(person, instead):
    instead = {absent: deputy for absent, deputy in instead.items() if absent != deputy}
    last = end_of_chain(person, instead)
    assert last == person or last not in instead


@pytest.mark.django_db
@pytest.mark.req("CLK-08")
def test_the_ladder_reaches_the_deputy_of_a_head_who_is_away(actor, wednesday, settings):
    settings.REDRESS_SMTP_URL, settings.REDRESS_MAIL_FROM = "smtp://127.0.0.1:9", "complaints@anhe.example"
    head, deputy = User.objects.get(username="sc.cshead"), User.objects.get(username="sc.second")
    today = timezone.localdate()
    Deputy.objects.create(
        absent=head, deputy=deputy, period=(today - timedelta(1), today + timedelta(9)), reason="休假"
    )
    for user in (head, deputy):
        StaffContact.objects.create(user=user, channels=["mail"], mail=f"{user.username}@anhe.example")
    number = execute(transfer(), actor("sc.officer")).number
    with moment.at(local("2026-11-23 09:00")):
        sweep()
    told = Message.objects.filter(file__number=number, rule="breach")
    assert told.exists()
    assert {(row.user.username, row.stands_in_for.username) for row in told} == {("sc.second", "sc.cshead")}
    assert "代理人" in told.first().body
