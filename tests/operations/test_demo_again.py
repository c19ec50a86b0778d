"""The demo insurer is loaded over whatever is there: also over what an earlier version of the program left."""

import pytest
from django.db import connection

from redress.casework.models import RulebookVersion
from redress.operations.demo import insurer
from redress.organisation.models import User


@pytest.mark.django_db
@pytest.mark.req("CLK-09")
def test_an_older_text_under_the_same_version_stays_and_stops_nobody():
    before = sorted(RulebookVersion.objects.values_list("name", "version"))
    with connection.cursor() as cursor:  # as if published by an earlier program: no command changes a version
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE complaints_rulebookversion SET digest = md5(name) || md5(name)")
        cursor.execute("SET LOCAL session_replication_role = DEFAULT")
    kept = set(RulebookVersion.objects.values_list("digest", flat=True))
    people = User.objects.count()
    insurer.load()
    assert sorted(RulebookVersion.objects.values_list("name", "version")) == before
    assert set(RulebookVersion.objects.values_list("digest", flat=True)) == kept
    assert User.objects.count() == people
