"""What is worked out in a quicker way for many rows says what it says for one."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from redress.casework import bulk, chain, served_door
from redress.casework.columns import columns_of
from redress.complaints.importing.commands.import_case import ImportCase, ImportedMatter
from redress.complaints.journal import verify
from redress.complaints.models import Complaint, Matter
from redress.privacy import cipher
from tests.importing.conftest import row, write

MATTERS = [
    ImportedMatter(class_code="claims"),
    ImportedMatter(class_code="claims", reason_code="claim_slow", coverage="车险", company="甲公司"),
    ImportedMatter(class_code="claims", recovered=Decimal("0.00")),
    ImportedMatter(class_code="claims", disposition='"\\/', recovered=Decimal("12.50")),
]


@pytest.mark.req("SEC-04")
@pytest.mark.parametrize("whole", [True, False])
def test_the_journal_has_of_a_matter_what_it_says_itself(whole):
    command = ImportCase(
        external_source="x", external_number="1", unit="psc", channel="regulator", source="regulator",
        received_at="2018-01-01", closed_at="2018-01-02", class_code="claims", facts="历史", validity="substantiated",
        matters=MATTERS,
    )  # fmt: skip
    said = command.model_dump(mode="json", exclude_defaults=not whole)
    assert said["matters"] == [each.model_dump(mode="json", exclude_defaults=not whole) for each in MATTERS]
    assert (said["source"], said["validity"]) == ("regulator", "substantiated")
    assert type(said["source"]) is str
    assert said.get("state", "archived") == "archived"


@pytest.mark.req("SEC-04", "INT-17")
def test_an_entry_whose_names_stand_in_order_is_sealed_as_any_other(take_over, tmp_path, monkeypatch):
    kept = []
    ordered = chain.seal_ordered

    def seal(entry, number, keys):
        kept.append((chain.canonical(chain.whole(entry, number)), chain.to_json(chain.whole(entry, number))))
        return ordered(entry, number, keys)

    monkeypatch.setattr(served_door.chain, "seal_ordered", seal)
    rows = [
        row(number="1", company='甲 "公司" \\', disposition="制表\t符"),
        row(number="1", coverage="Auto", recovery="12.5"),
        row(number="2", status="Open", closed=""),
    ]
    take_over(write(tmp_path / "register.csv", rows))
    assert kept
    assert all(sorted_ == as_is for sorted_, as_is in kept)
    assert [fault for case in Complaint.objects.all() for fault in verify(case)] == []


@pytest.mark.req("INT-17")
def test_what_rows_say_alike_and_apart_is_what_each_says_by_itself(db):
    rows = [
        Matter(
            id=position,
            complaint_id=7,
            position=position,
            class_code="claims",
            reason_code=reason,
            recovered=recovered,
        )
        for position, (reason, recovered) in enumerate(
            [
                ("", Decimal(0)),
                ("claim_slow", None),
                ("", Decimal("0.00")),
                ("claim_slow", Decimal("12.50")),
            ]
        )
    ]
    for some in (rows, rows[:1], rows[1:2] * 3, rows[::2]):
        alike, apart = map(json.loads, bulk._alike(Matter, some))
        usual = dict(columns_of(Matter)[0])
        each = json.loads(bulk.said(Matter, some, cipher.Many()))
        assert [usual | alike | one for one in apart] == [usual | one for one in each]
        assert all(alike.keys().isdisjoint(one) for one in apart)
    alike, _apart = map(json.loads, bulk._alike(Matter, rows))
    assert alike == {"complaint_id": 7, "class_code": "claims"}
