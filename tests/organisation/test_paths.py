"""Where a unit stands in the tree (ORG-01)."""

from __future__ import annotations

import pytest

from redress.organisation.models import Unit

pytestmark = pytest.mark.req("ORG-01")


def test_its_paths_lead_from_the_group_down_to_itself():
    assert Unit(path="/g/life/sc/").paths() == ["/g/", "/g/life/", "/g/life/sc/"]
    assert Unit(path="/g/").paths() == ["/g/"]
