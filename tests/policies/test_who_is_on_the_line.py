"""A caller is recognised by the telephone: one look-up, and nothing that the clerk may not see (INT-03, INT-15)."""

from __future__ import annotations

import pytest

from redress.casework.models import AccessEntry
from redress.complaints.executor import execute
from tests.complaints.inputs import visit
from tests.policies.made import LI_NA, made

pytestmark = [pytest.mark.req("INT-03", "INT-15", "SEC-03"), pytest.mark.django_db]


def recognised(client, phone, **typed):
    said = {"received_at": "2026-11-18T09:00", "key": "k", "caller": "yes", "people.0.phone": phone, **typed}
    return client.post("/register/insurer", said, headers={"HX-Request": "true"}).content.decode()


def looked_up():
    return AccessEntry.objects.filter(action="look_up")


def test_name_and_policy_are_filled_in_and_one_entry_stands_of_it(table, desk):
    table([made()])
    page = recognised(desk("cd.officer"), LI_NA.phone)
    assert f'data-fills="people.0.name" value="{LI_NA.name}"' in page
    assert 'data-fills="policy_number" value="P510104000001"' in page
    assert 'data-key="1"' in page
    assert LI_NA.id_number not in page, "what nobody asked for yet"
    assert LI_NA.phone not in page
    entry = looked_up().get()
    assert (entry.fields, len(entry.asked)) == ("policies by phone", 1)


def test_what_was_typed_is_not_filled_in_again(table, desk):
    table([made()])
    page = recognised(desk("cd.officer"), LI_NA.phone, **{"people.0.name": "李娜的丈夫"})
    assert 'data-fills="people.0.name"' not in page


def test_of_several_policies_none_is_filled_in_and_each_has_its_key(table, desk):
    table([made(), made(number="P510104000002")])
    page = recognised(desk("cd.officer"), LI_NA.phone)
    assert 'data-fills="policy_number"' not in page
    assert 'data-key="1"' in page
    assert 'data-key="2"' in page


def test_a_number_that_is_still_being_typed_is_nobodys(table, desk):
    table([made()])
    assert LI_NA.name not in recognised(desk("cd.officer"), LI_NA.phone[:6])
    assert not looked_up().exists()


def test_open_files_are_named_to_who_sees_them_alone(table, desk, actor, wednesday):
    table([])
    number = execute(visit(), actor("cd.officer")).number
    there = recognised(desk("cd.officer"), "13800001234")
    assert f"/case/{number}" in there
    assert 'data-fills="people.0.name" value="刘建国"' in there, "the register knows whose number it is"
    elsewhere = recognised(desk("nn.officer"), "13800001234")
    assert number not in elsewhere
    assert "刘建国" not in elsewhere


def test_beyond_the_look_ups_of_an_hour_no_open_file_is_told_either(table, desk, actor, wednesday, settings):
    settings.REDRESS_LOOKUPS_PER_HOUR = 1
    table([])
    number = execute(visit(), actor("cd.officer")).number
    client = desk("cd.officer")
    assert number in recognised(client, "13800001234")
    assert number not in recognised(client, "13800001234")
