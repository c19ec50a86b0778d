import pytest
from django.db import connection


@pytest.mark.django_db
def test_the_database_of_the_tests_is_postgresql_15_or_newer():
    assert connection.pg_version >= 150000
