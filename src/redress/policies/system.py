"""Which policy system is asked: the one that the settings name."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from redress.policies.http.system import Http
from redress.policies.port import Asked, PolicySystem
from redress.policies.table.system import Table
from redress.policies.values import Policy


@cache
def system() -> PolicySystem:
    """The insurer's policy system: over HTTP where its address is given, else the house's own tables."""
    return Http() if settings.REDRESS_POLICIES_URL else Table()


def policy(number: str) -> Policy | None:
    """The policy of that number; None where there is none. Raises Away when the policy system does not answer."""
    found = system().find(Asked(number=number)).policies if number else ()
    return found[0] if found else None
