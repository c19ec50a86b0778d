"""Key rotation over real rows."""

import base64

import pytest
from django.db import connection

from redress.complaints.executor import execute
from redress.complaints.models import Party
from redress.privacy import cipher
from redress.privacy.rotation import rotate
from tests.complaints.inputs import COMPLAINANT, transfer

pytestmark = pytest.mark.django_db


def stored() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM complaints_party")
        return bytes(cursor.fetchone()[0])


@pytest.mark.req("SEC-02")
def test_after_a_rotation_the_old_key_may_go(actor, wednesday, settings):
    execute(transfer(), actor("sc.officer"))
    fresh = base64.b64encode(b"n" * 32).decode()
    settings.REDRESS_FIELD_KEYS = f"fresh:{fresh},{settings.REDRESS_FIELD_KEYS}"
    assert sum(table.rewritten for table in rotate()) >= 3, "name, telephone, identity, and what goes out"
    assert sum(table.rewritten for table in rotate()) == 0, "a second rotation has nothing to do"
    settings.REDRESS_FIELD_KEYS = f"fresh:{fresh}"
    person = Party.objects.get()
    assert person.name == COMPLAINANT["name"]
    assert stored().startswith(cipher.prefix("fresh"))


@pytest.mark.req("SEC-02")
def test_a_dump_shows_no_personal_data(actor, wednesday):
    execute(transfer(), actor("sc.officer"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, ' ') FROM complaints_party t")
        dump = cursor.fetchone()[0]
    assert dump and COMPLAINANT
    for value in COMPLAINANT.values():
        assert value not in dump
        assert value.encode().hex() not in dump


@pytest.mark.req("SEC-02")
def test_a_person_is_found_by_the_blind_index(actor, wednesday):
    execute(transfer(), actor("sc.officer"))
    assert Party.objects.filter(phone_index=cipher.blind("138-0000-1234", "phone")).exists()
