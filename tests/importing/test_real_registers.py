"""The whole registers, where they are at hand; the figures were counted by other means."""

import csv
from collections import Counter
from decimal import Decimal

import pytest

from redress.complaints.models import Complaint, Matter

pytestmark = [pytest.mark.req("INT-17"), pytest.mark.slow]


def test_the_older_register_comes_in_whole(take_over, real_data):
    path = real_data / "ct_complaints_2011_2019.csv"
    report = take_over(path, "ct-2011")
    assert (report.rows, report.complaints, report.matters) == (14_509, 10_944, 14_509)
    assert (report.duplicates, report.rejects, report.unmapped) == ([], [], {})
    assert report.by_status == {
        "Closed": 14_036, "Open": 336, "Pre-Closed": 50, "Re-Opened": 45, "Do Not Purge": 42,
    }  # fmt: skip
    assert report.several_companies == 314
    assert report.recovered == Decimal("13940911.31") == _each_amount_once(path)
    assert Complaint.objects.count() == 10_944
    assert Matter.objects.count() == 14_509


def test_the_newer_register_comes_in_whole_and_meets_no_number_of_the_older(take_over, real_data):
    report = take_over(real_data / "ct_complaints_2018_2024.csv.gz")
    assert (report.rows, report.complaints, report.matters) == (48_951, 14_799, 48_947)
    assert (len(report.duplicates), report.rejects, report.unmapped) == (4, [], {})
    assert report.recovered == Decimal("18697699.91")
    older = take_over(real_data / "ct_complaints_2011_2019.csv", "ct-2011", dry_run=True)
    assert older.already_present == 0
    again = take_over(real_data / "ct_complaints_2018_2024.csv.gz")
    assert (again.imported, again.already_present, again.changed) == (0, 14_799, [])


def _each_amount_once(path):
    with path.open(encoding="utf-8", newline="") as file:
        seen = Counter((r["File No."], r["Company"], Decimal(r["Recovery"])) for r in csv.DictReader(file))
    return sum(amount for _, _, amount in seen)
