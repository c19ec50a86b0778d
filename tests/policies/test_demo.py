"""The demo insurer's policies: eight products, and what a handler meets - lapsed, ended, for life, several covers."""

from __future__ import annotations

import pytest

from redress.operations.demo import policies
from redress.policies import models
from redress.policies.port import Asked
from redress.policies.table.system import Table

pytestmark = [pytest.mark.req("SYS-02"), pytest.mark.django_db]


def test_eight_products_have_policies_and_loading_them_twice_changes_nothing():
    policies.load()
    before = list(models.Policy.objects.values_list("pk", flat=True))
    policies.load()
    assert list(models.Policy.objects.values_list("pk", flat=True)) == before
    assert models.Policy.objects.values("product__kind").distinct().count() == 8
    assert set(models.Policy.objects.values_list("state", flat=True)) == {
        "in_force",
        "lapsed",
        "surrendered",
        "ended",
    }


def test_the_examples_customer_has_the_policy_that_the_example_names():
    policies.load()
    found = {each.number: each for each in Table().find(Asked(phone="13800001234")).policies}
    assert (found["P510001"].holder.name, found["P510001"].unit) == ("刘建国", "cd")
