"""What one desk is told of one limit stands in one row of the alerts, and counts as one (COM-10)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from redress.casework import moment
from redress.claims.models import Claim
from redress.messages import queries
from redress.messages.models import Alert, AlertKind
from redress.organisation.models import User
from tests.claims.conftest import Claims
from tests.claims.conftest import handler as handler
from tests.claims.conftest import handles as handles
from tests.claims.conftest import monday as monday
from tests.claims.conftest import reported as reported
from tests.claims.conftest import standard as standard

pytestmark = [pytest.mark.django_db, pytest.mark.req("COM-10", "FLW-04")]


@pytest.fixture
def told(reported: Claims):
    """told(kind, clock): the owner of the claim is alerted of a limit; with what was told before."""
    claim, owner = Claim.objects.get(number=reported.number), User.objects.get(pk=reported.by.id)
    Alert.objects.all().delete()

    def tell(kind: AlertKind, clock: str, hours: int | None = 2, user: User = owner) -> None:
        due = None if hours is None else moment.now() + timedelta(hours=hours)
        Alert.objects.create(file_id=claim.pk, kind=kind, words=clock, due_at=due, user=user, at=moment.now())

    return tell


def rows(by):
    with translation.override("en"):
        found = queries.unread(by)
    assert queries.unread_count(by) == len(found), "the number at the bell is that of the rows"
    return found


def test_a_limit_that_was_near_was_urged_and_passed_is_one_row_with_the_gravest(told, handler):
    for kind in (AlertKind.WARNING, AlertKind.BREACH, AlertKind.URGED, AlertKind.BREACH):
        told(kind, "decision_service")
    (row,) = rows(handler)
    assert (row.kind, row.urged, len(row.ids)) == ("breach", 1, 4)
    assert row.words == "Decision on the claim (service standard)"
    queries.mark_read(handler, row.ids)
    assert rows(handler) == []


def test_limits_that_end_together_are_one_row_that_names_both(told, handler):
    told(AlertKind.BREACH, "decision_law")
    told(AlertKind.BREACH, "decision_service")
    (row,) = rows(handler)
    assert row.words == "Decision on the claim (service standard), Decision on the claim"


def test_limits_of_different_ends_stay_apart_as_do_urgings_by_hand(told, handler):
    told(AlertKind.WARNING, "decision_service", 2)
    told(AlertKind.BREACH, "decision_law", 3)
    told(AlertKind.URGED, "请尽快", None)
    told(AlertKind.URGED, "请尽快", None)
    assert [(row.kind, row.urged) for row in rows(handler)] == [("urged", 2), ("breach", 0), ("warning", 0)]


def test_an_urging_alone_says_itself_and_several_how_often(told, handler):
    told(AlertKind.URGED, "decision_service")
    assert [row.urged for row in rows(handler)] == [0]
    told(AlertKind.URGED, "decision_service")
    assert [row.urged for row in rows(handler)] == [2]


def test_what_is_told_to_somebody_else_is_a_row_of_theirs(told, handler, actor):
    told(AlertKind.BREACH, "decision_service")
    told(AlertKind.BREACH, "decision_service", user=User.objects.get(username="psc.officer"))
    assert len(rows(handler)) == 1
    assert len(rows(actor("psc.officer"))) == 1
