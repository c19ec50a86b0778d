"""The register form looks up what the insurer holds and fills it in, where nothing was typed (INT-03)."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection

from redress.casework import access
from redress.casework.models import AccessEntry
from redress.complaints.models import Complaint
from redress.policies.http.system import Http
from redress.policies.kinds import PolicyState
from tests.policies import far_end as ways
from tests.policies.made import CHEN_YU, LI_NA, made

pytestmark = [pytest.mark.req("INT-03", "SYS-02"), pytest.mark.django_db]


def asked(client, **typed):
    said = {"received_at": "2026-11-18T09:00", "key": "k", **typed}
    return client.post("/register/insurer", said, headers={"HX-Request": "true"})


@pytest.mark.parametrize(
    "typed",
    [
        {"policy_number": "P510104000001"},
        {"people.0.phone": LI_NA.phone},
        {"people.0.id_number": LI_NA.id_number},
    ],
    ids=["policy", "telephone", "identity"],
)
def test_a_policy_is_found_by_what_is_typed_and_the_look_up_is_on_record(table, desk, typed):
    table([made()])
    page = asked(desk("cd.officer"), **typed).content.decode()
    assert "安和住院医疗保险" in page
    assert "P510104000001" in page
    assert "6217003810012345678" not in page, "an account is nothing a register form needs"
    entry = AccessEntry.objects.filter(action=access.Action.LOOK_UP).get()
    assert (entry.purpose, len(entry.asked)) == ("INT-03", 1)


def test_a_policy_is_taken_over_where_nothing_was_typed(table, desk):
    table([made()])
    page = asked(
        desk("sc.officer"),
        **{"take": "P510104000001", "people.0.phone": "13911112222", "people.0.name": "李娜"},
    ).content.decode()
    for value in ("安和住院医疗保险", "医疗保险", LI_NA.id_number, LI_NA.address, "成都中心柜面"):
        assert value in page
    assert 'data-fills="people.0.phone"' not in page, "what was typed stays"
    assert LI_NA.phone not in page


def test_who_is_typed_is_filled_in_and_not_the_policyholder(table, desk):
    table([made()])
    page = asked(
        desk("sc.officer"), **{"take": "P510104000001", "people.0.name": CHEN_YU.name}
    ).content.decode()
    assert CHEN_YU.id_number in page
    assert LI_NA.id_number not in page
    stranger = asked(
        desk("sc.officer"), **{"take": "P510104000001", "people.0.name": "王芳"}
    ).content.decode()
    assert LI_NA.id_number not in stranger
    assert "安和住院医疗保险" in stranger


def test_lapsed_cover_is_said_and_nothing_is_blocked(table, desk):
    table([made(state=PolicyState.LAPSED, since=date(2026, 6, 1))])
    page = asked(desk("cd.officer"), policy_number="P510104000001").content.decode()
    assert "保障已经中止" in page
    assert "投诉照常受理" in page


def test_an_unknown_policy_nothing_typed_and_a_system_that_is_away_are_each_said_clearly(http, far_end, desk):
    http([made()])
    client = desk("cd.officer")
    assert "没有对应的保单" in asked(client, policy_number="P999").content.decode()
    assert "请填写保单号" in asked(client).content.decode()
    far_end.wrong = ways.answers(500, b"")
    away = asked(client, policy_number="P510104000001")
    assert away.status_code == 200
    assert "保单系统没有应答" in away.content.decode()
    assert "可以照常登记" in away.content.decode()


def test_who_takes_no_complaints_looks_up_nothing(table, desk):
    table([made()])
    assert asked(desk("ho.legal"), policy_number="P510104000001").status_code in (200, 403)
    refused = asked(desk("admin"), policy_number="P510104000001")
    assert refused.status_code == 403
    assert "安和住院医疗保险" not in refused.content.decode()


def test_look_ups_are_counted_by_the_hour(table, desk, settings):
    settings.REDRESS_LOOKUPS_PER_HOUR = 2
    table([made()])
    client = desk("cd.officer")
    for _ in range(2):
        assert "安和住院医疗保险" in asked(client, policy_number="P510104000001").content.decode()
    third = asked(client, policy_number="P510104000001").content.decode()
    assert "安和住院医疗保险" not in third
    assert "SEC-01" in third
    assert AccessEntry.objects.filter(action=access.Action.REFUSED).exists()


def test_a_form_that_is_sent_asks_the_policy_system_once_and_before_its_transaction(
    http, far_end, desk, monkeypatch
):
    http([made()])
    inside = []
    find = Http.find

    def watched(self, asked):
        inside.append(len(connection.savepoint_ids))
        return find(self, asked)

    monkeypatch.setattr(Http, "find", watched)
    typed = {
        "channel": "web", "received_at": "2026-11-18T09:00", "people.0.role": "complainant", "people.0.name": "李娜",
        "policy_number": "P510104000001", "class_code": "claims", "facts": "住院理赔四十天没有答复。", "key": "k",
        "complainant_kind": "self", "complainants": "1", "source": "direct", "level": "general",
        "complexity": "simple", "about": "service",
    }  # fmt: skip
    client = desk("cd.officer")
    asked(client, policy_number="P510104000001")
    answer = client.post("/register", typed)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    case = Complaint.objects.get()
    assert (case.product, case.parties.get().phone) == ("安和住院医疗保险", LI_NA.phone)
    assert inside == [inside[0]] * 2, "as deep as a look-up, which stands in no transaction of its own"
