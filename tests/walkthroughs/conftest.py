"""Claims handlers and policies of the demo insurer, for walk-throughs of claims."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from redress.casework import rulebooks
from redress.operations.demo import policies
from redress.organisation.models import Appointment, Department, User
from redress.policies import system


@pytest.fixture
def claims_handlers(db: None) -> Iterator[None]:
    """sc.claims handles claims of the province, psc.claims those of the property insurer; the policies are loaded."""
    rulebooks.publish("claims-service")
    for username, unit in (("sc.claims", "sc"), ("psc.claims", "psc")):
        Appointment.objects.get_or_create(
            user=User.objects.get(username=username),
            department=Department.objects.get(unit__code=unit, kind="claims"),
            duty="claims_handler",
            period=(date(2020, 1, 1), None),
        )
    policies.load()
    system.system.cache_clear()
    yield
    system.system.cache_clear()
