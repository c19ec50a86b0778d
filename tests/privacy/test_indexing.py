"""Blind indexes of earlier rules are computed anew, once, in batches that may be stopped (SEC-02)."""

import hashlib
import hmac

import pytest
from django.db import connection

from redress.complaints.executor import execute
from redress.complaints.models import Complaint, Party
from redress.privacy import indexing
from redress.privacy.cipher import blind
from redress.privacy.keys import ring
from redress.privacy.masks import Kind
from redress.privacy.normalising import before
from tests.complaints.inputs import transfer

pytestmark = pytest.mark.django_db

PEOPLE = [{"name": "古丽•艾力", "phone": "0086-13900001234", "id_number": "510101650101123"}]


def first_way(text: str, kind: str) -> bytes:
    said = f"{kind}:{before(text, kind)}".encode()
    return hmac.new(ring().index_key, said, hashlib.sha256).digest()[:16]


def as_before() -> None:
    """Rows as the first rules wrote them, in a database that says nothing of generations."""
    for party in Party.objects.all():
        Party.objects.filter(pk=party.pk).update(
            **{
                f"{name}_index": first_way(getattr(party, name), name)
                for name in ("name", "phone", "id_number")
            }
        )
    for each in indexing.indexes():
        with connection.cursor() as cursor:
            cursor.execute(f'COMMENT ON COLUMN "{each.table}"."{each.index.column}" IS NULL')


def found() -> list[int]:
    return [
        Party.objects.filter(phone_index=blind("139 0000 1234", "phone")).count(),
        Party.objects.filter(name_index=blind("古丽·艾力", "name")).count(),
        Party.objects.filter(id_number_index=blind("510101196501011234", "id_number")).count(),
    ]


@pytest.mark.req("SEC-02", "INT-15")
def test_rows_of_before_are_found_by_the_rules_of_now_and_the_work_is_done_once(
    actor, wednesday, django_assert_num_queries
):
    execute(transfer(people=PEOPLE), actor("sc.officer"))
    as_before()
    assert found() == [0, 0, 0]
    assert sum(column.rewritten for column in indexing.renew()) == 3
    assert found() == [1, 1, 1]
    with django_assert_num_queries(1):
        assert list(indexing.renew()) == []


@pytest.mark.req("SEC-02")
def test_the_work_goes_on_where_it_was_stopped(actor, wednesday, monkeypatch):
    for count in range(5):
        execute(transfer(people=[{**PEOPLE[0], "phone": f"0086-1390000123{count}"}]), actor("sc.officer"))
    as_before()
    monkeypatch.setattr(indexing, "BATCH", 2)
    write, batches = indexing._write, []

    def stopped(each, differ):
        if len(batches) == 2:
            raise KeyboardInterrupt
        batches.append(differ)
        write(each, differ)

    monkeypatch.setattr(indexing, "_write", stopped)
    with pytest.raises(KeyboardInterrupt):
        list(indexing.renew())
    monkeypatch.setattr(indexing, "_write", write)
    assert sum(column.rewritten for column in indexing.renew()) == 15 - 4
    assert sum(column.rewritten for column in indexing.renew_all()) == 0


@pytest.mark.req("SEC-02")
def test_a_rotation_computes_the_indexes_anew_and_leaves_what_does_not_open(actor, wednesday):
    execute(transfer(people=PEOPLE), actor("sc.officer"))
    execute(transfer(people=[{"name": "陈秀英", "phone": "13800001234"}]), actor("sc.officer"))
    as_before()
    torn = Party.objects.latest("pk")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE complaints_party SET name = '\\x00ff' WHERE id = %s", [torn.pk])
    done = {column.name: column for column in indexing.renew_all()}
    assert found() == [1, 1, 1]
    assert done["complaints_party.name_index"].unreadable == (torn.pk,)
    assert bytes(Party.objects.get(pk=torn.pk).name_index) == first_way("陈秀英", "name")


@pytest.mark.req("SEC-02")
def test_every_blind_index_of_the_house_is_computed_anew():
    names = {each.name for each in indexing.indexes()}
    assert {"complaints_party.phone_index", "complaints_complaint.policy_number_index"} <= names
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name || '.' || column_name FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name LIKE '%\\_index' AND data_type = 'bytea'"
        )
        stored = {row[0] for row in cursor.fetchall()}
    assert stored - names == {"outbox_optout.address_index"}, "it keeps no address: it is asked both ways"
    assert Complaint._meta.get_field("external_number_index").exact


@pytest.mark.req("SEC-02")
def test_last_digits_of_telephones_of_before_are_found_after_migrating(actor, wednesday):
    execute(transfer(people=PEOPLE), actor("sc.officer"))
    Party.objects.update(phone_tail_index=None)
    with connection.cursor() as cursor:
        cursor.execute("COMMENT ON COLUMN complaints_party.phone_tail_index IS NULL")
    assert sum(column.rewritten for column in indexing.renew()) == 1
    assert Party.objects.filter(phone_tail_index=blind("1234", Kind.PHONE_TAIL)).count() == 1
