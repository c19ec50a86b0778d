"""An encrypted value opens in the row and column it was written for, and nowhere else (SEC-02)."""

from __future__ import annotations

import base64
import os
from itertools import pairwise

import click
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import connection

from redress.casework.models import SavedView
from redress.complaints.executor import execute
from redress.complaints.models import Complaint, Party
from redress.operations.cli import keys
from redress.organisation.models import User
from redress.privacy import binding, rotation
from redress.privacy.identity import encrypted_fields
from redress.privacy.keys import ring
from redress.privacy.masks import Kind, mask
from redress.privacy.opening import Sealed, UnreadableText
from tests.complaints.inputs import COMPLAINANT, transfer

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(actor, wednesday):
    officer = actor("sc.officer")
    one, other = execute(transfer(), officer), execute(transfer(facts="另一件投诉，内容不同。"), officer)
    return [Party.objects.get(complaint__number=each.number) for each in (one, other)]


def swap(one, other, column):
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE complaints_party p SET {column} = o.{column} FROM complaints_party o"
            " WHERE p.id IN (%s, %s) AND o.id IN (%s, %s) AND o.id <> p.id",
            [one.pk, other.pk, one.pk, other.pk],
        )


def sql(statement, *given):
    with connection.cursor() as cursor:
        cursor.execute(statement, given)


@pytest.mark.req("SEC-02")
def test_values_swapped_between_two_rows_do_not_open(two):
    swap(*two, "phone")
    parties = list(Party.objects.all())
    assert len(parties) == 2
    for party in parties:
        assert isinstance(party.phone, UnreadableText)
        assert mask(party.phone, Kind.PHONE) == party.phone, "the words, not asterisks"
        assert party.name == COMPLAINANT["name"], "the rest of the row is as it was"


@pytest.mark.req("SEC-02")
def test_every_encrypted_column_of_every_table_is_sealed_to_its_row(two):
    seen = 0
    for model, field in rotation.columns():
        for row in model._default_manager.filter(**{f"{field.name}__isnull": False}):
            value = row.__dict__[field.attname]
            if isinstance(value, Sealed):
                value.open(field.row_of(row))
                assert not value.broken
                value.open("elsewhere")
                assert value.broken
                seen += 1
    assert seen > 10
    assert all(encrypted_fields(model) for model, _field in rotation.columns())


@pytest.mark.req("SEC-02")
def test_writing_a_row_keeps_what_does_not_open(two):
    swap(*two, "phone")
    party = Party.objects.get(pk=two[0].pk)
    shown, before = party.phone, stored("phone", party.pk)
    party.email = "new@example.com"
    party.phone = str(shown)  # as a form sends back what it showed
    party.save()
    assert stored("phone", party.pk) == before
    assert Party.objects.get(pk=party.pk).email == "new@example.com"
    swap(*two, "phone")
    assert Party.objects.get(pk=party.pk).phone == COMPLAINANT["phone"]


def stored(column, key):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM complaints_party WHERE id = %s", [key])
        return bytes(cursor.fetchone()[0])


@pytest.mark.req("SEC-02")
def test_reading_changes_nothing_and_a_change_is_one(two):
    case = Complaint.objects.get(pk=two[0].complaint_id)
    before = dict(case.__dict__)
    words = case.facts
    assert words
    assert case.__dict__ == before
    case.facts = words
    assert case.__dict__ == before, "the same words are no change"
    case.facts = words + "补充。"
    assert case.__dict__ != before


@pytest.mark.req("SEC-02")
def test_single_saves_and_many_at_once_know_their_key_before(two):
    user = User.objects.get(username="sc.officer")
    one = SavedView(user=user, name="一", query="q=1")
    one.save()
    many = SavedView.objects.bulk_create(
        [SavedView(user=user, name=str(n), query=f"q={n}") for n in range(3)]
    )
    keys = [one.pk, *(each.pk for each in many)]
    assert all(a < b for a, b in pairwise(keys))
    assert [view.query for view in SavedView.objects.order_by("pk")] == ["q=1", "q=0", "q=1", "q=2"]


@pytest.mark.req("SEC-02")
def test_a_rotation_goes_on_lists_what_does_not_open_and_ends_with_one(two, settings):
    swap(*two, "phone")
    sql("UPDATE complaints_party SET account = '\\x00' WHERE id = %s", two[0].pk)
    fresh = base64.b64encode(b"n" * 32).decode()
    settings.REDRESS_FIELD_KEYS = f"fresh:{fresh},{settings.REDRESS_FIELD_KEYS}"
    found = unreadable(rotation.rotate())
    assert found == {
        "complaints_party.phone": {party.pk for party in two},
        "complaints_party.account": {two[0].pk},
    }
    assert stored("name", two[0].pk)[1:6] == b"fresh"
    assert unreadable(rotation.check()) == found
    swap(*two, "phone")
    sql("UPDATE complaints_party SET account = NULL WHERE id = %s", two[0].pk)
    assert unreadable(rotation.rotate()) == {}
    assert unreadable(rotation.check()) == {}


def unreadable(columns):
    return {each.name: set(each.unreadable) for each in columns if each.unreadable}


@pytest.mark.req("SEC-02")
def test_the_command_lists_what_does_not_open_and_ends_with_one(capsys):
    with pytest.raises(click.exceptions.Exit) as ended:
        keys.tell(
            [rotation.Rotated("party.phone", 1, (7,)), rotation.Rotated("party.name", 2)], rewritten=True
        )
    assert ended.value.exit_code == 1
    said = capsys.readouterr()
    assert "party.phone" in said.err
    assert "7" in said.err
    assert "party.name" in said.out


PARTY = (("complaints_party", ("name", "phone")),)


def unbound(party, column, plain):
    nonce, key_id = os.urandom(12), ring().current.encode()
    place = f"complaints_party.{column}".encode()
    sealed = AESGCM(ring().key(ring().current)).encrypt(nonce, plain.encode(), place)
    value = bytes([len(key_id)]) + key_id + nonce + sealed
    sql(f"UPDATE complaints_party SET {column} = %s WHERE id = %s", value, party.pk)


@pytest.mark.req("SEC-02")
def test_a_house_of_before_is_bound_once(two):
    sql("UPDATE complaints_party SET name = NULL, phone = NULL")
    for number, party in enumerate(two):
        unbound(party, "name", f"客户{number}")
    unbound(two[0], "phone", "13800000001")
    assert binding.bind(connection, PARTY) == 3
    assert [party.name for party in Party.objects.order_by("pk")] == ["客户0", "客户1"]
    assert Party.objects.get(pk=two[0].pk).phone == "13800000001"


@pytest.mark.req("SEC-02")
def test_an_old_value_put_back_is_opened_neither_by_pages_nor_by_a_second_migration(two):
    unbound(two[0], "phone", "13800000001")
    assert isinstance(Party.objects.get(pk=two[0].pk).phone, UnreadableText)
    assert binding.bind(connection, PARTY) == 0
    assert isinstance(Party.objects.get(pk=two[0].pk).phone, UnreadableText)
    assert next(each for each in rotation.check() if each.name == "complaints_party.phone").unreadable == (
        two[0].pk,
    )


@pytest.mark.req("SEC-02")
def test_one_value_that_does_not_open_makes_no_page_an_error(two, client):
    swap(*two, "phone")
    sql("UPDATE complaints_complaint SET facts = '\\x9911' WHERE id = %s", two[0].complaint_id)
    client.force_login(User.objects.get(username="sc.officer"))
    number = Complaint.objects.get(pk=two[0].complaint_id).number
    for page in (f"/case/{number}", "/", "/search?q=张"):
        assert client.get(page, follow=True).status_code == 200, page
    assert "无法读取" in client.get(f"/case/{number}", follow=True).content.decode()
