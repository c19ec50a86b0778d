"""By SQL alone a file goes to nobody, or to somebody who may own one of its unit (SEC-01, FLW-05, CLM-05)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from redress.casework.kinds import KINDS
from redress.claims.door import execute as file_claim
from redress.claims.models import Claim
from redress.complaints.executor import execute as file_complaint
from redress.complaints.models import Complaint
from redress.organisation.models import Appointment, User
from tests.claims.conftest import handler as handler
from tests.claims.conftest import handles as handles
from tests.claims.conftest import report
from tests.claims.conftest import standard as standard
from tests.claims.test_floor import as_the_web
from tests.complaints.inputs import transfer

pytestmark = [pytest.mark.django_db, pytest.mark.req("SEC-01", "ORG-11")]


def given(actor, row, person: int | None) -> bool:
    """Whether SQL alone, as the web has it, gives the file to that person."""
    try:
        with transaction.atomic():
            statement = f"UPDATE {row._meta.db_table} SET owner_id = %s WHERE id = %s"
            done = as_the_web(actor, statement, person, row.pk) == [(1,)]
            transaction.set_rollback(True)
            return done
    except DatabaseError as refused:
        assert "may own" in str(refused) or "null value" in str(refused), refused
        return False


@pytest.fixture
def files(handler, actor, wednesday):
    file_complaint(transfer(), actor("sc.officer"))
    file_claim(report(), handler)
    return [(Complaint.objects.get(), actor("sc.officer")), (Claim.objects.get(), actor("psc.officer"))]


def test_every_kind_says_who_may_own_its_files():
    assert {kind.name: bool(kind.owners) for kind in KINDS} == dict.fromkeys((k.name for k in KINDS), True)


def test_a_file_is_given_to_who_may_own_it_and_to_nobody_else(files):
    assert len(files) > 1
    for row, by in files:
        owners = KINDS.of(row.pk).owners
        admitted = set()
        for user in User.objects.exclude(pk=row.owner_id).order_by("pk"):
            if given(by, row, user.pk):
                admitted.add(user.pk)
        appointed = Appointment.objects.filter(duty__in=owners, user__is_active=True).select_related(
            "department__unit"
        )
        may = {each.user_id for each in appointed if row.unit.path.startswith(each.department.unit.path)} - {
            row.owner_id
        }
        assert admitted == may


def test_whose_time_has_ended_or_not_begun_or_who_left_is_given_none(files, handles):
    row, by = files[1]
    other = handles("psc.legal", "psc", "legal")
    held = Appointment.objects.filter(user=other.id, duty="claims_handler")
    assert given(by, row, other.id)
    for period in ((date(2020, 1, 1), date(2020, 1, 2)), (date(2999, 1, 1), None)):
        held.update(period=period)
        assert not given(by, row, other.id)
    held.update(period=(date(2020, 1, 1), None))
    User.objects.filter(pk=other.id).update(is_active=False)
    assert not given(by, row, other.id)
