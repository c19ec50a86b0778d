"""Claims of a handler who leaves are listed and handed over in the same sitting as cases (ORG-11, CLM-05)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from redress.claims.door import execute
from redress.claims.models import Claim
from redress.organisation.models import Appointment, User
from tests.claims.conftest import report

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-11", "CLM-05", "SEC-05")]


def page_of(name: str) -> str:
    return f"/organisation/person/{User.objects.get(username=name).pk}/leaving"


def handed(client, **more):
    given = {"last": timezone.localdate().isoformat(), "reason": "离职"}
    return client.post(page_of("psc.claims"), given | more)


@pytest.fixture
def number(handler, monday) -> str:
    given = execute(report(), handler).number
    Claim.objects.filter(number=given).update(owner=User.objects.get(username="psc.claims"))
    return given


def test_they_go_to_who_handles_claims_of_the_unit(number, handles, desk):
    handles("psc.legal", "psc", "legal")
    admin = desk("admin")
    shown = admin.get(page_of("psc.claims")).content.decode()
    assert 'data-pile="claims"' in shown
    assert number in shown
    answer = handed(admin, claims="psc.legal")
    assert answer.status_code == 200
    assert not answer.context["refused"], answer.context["refused"]
    assert 'data-pile="claims"' not in answer.content.decode()
    assert Claim.objects.get(number=number).owner.username == "psc.legal"


def test_who_handles_none_there_takes_none_over_and_it_is_said(number, desk):
    answer = handed(desk("admin"), successor="sc.officer")
    refused = {each.what: each.rule for each in answer.context["refused"]}
    assert refused[number] == "CLM-05"
    assert Claim.objects.get(number=number).owner.username == "psc.claims"
    assert 'data-pile="claims"' in answer.content.decode()


def test_who_ends_a_duty_is_told_which_claims_are_left(number, desk):
    duty = Appointment.objects.get(
        user__username="psc.claims", duty="claims_handler", department__kind="claims"
    )
    page = desk("admin").get(f"/organisation/appointment/{duty.pk}/end").content.decode()
    assert number in page
