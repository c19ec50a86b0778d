"""CSV, packed CSV and XLSX tell the same."""

import csv
import gzip
from datetime import date

import openpyxl
import pytest

from tests.importing.conftest import HEADER, SAMPLES, row, write

pytestmark = pytest.mark.req("INT-17")
NEWER = SAMPLES / "ct_2018_2024.csv"


def test_a_packed_file_is_the_same_register_whatever_its_name(take_over, tmp_path):
    plain = take_over(NEWER)
    packed = tmp_path / "packed.csv"
    packed.write_bytes(gzip.compress(NEWER.read_bytes()))
    again = take_over(packed)
    assert (again.already_present, again.changed) == (plain.complaints, [])


def test_a_workbook_with_real_dates_and_numbers_is_the_same_register(take_over, tmp_path):
    workbook = openpyxl.Workbook()
    with NEWER.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    for place, cells in enumerate(rows):
        values: list[object] = list(cells)
        if place:
            values[1] = int(cells[1])
            values[2], values[3] = date.fromisoformat(cells[2]), date.fromisoformat(cells[3])
        workbook.active.append(values)
    path = tmp_path / "register.xlsx"
    workbook.save(path)
    plain, sheet = take_over(NEWER), take_over(path)
    assert (sheet.rows, sheet.matters, sheet.recovered) == (plain.rows, plain.matters, plain.recovered)
    assert (sheet.already_present, sheet.changed) == (plain.complaints, [])


def test_columns_may_stand_in_another_order(take_over, tmp_path):
    first = take_over(write(tmp_path / "one.csv", [row()]))
    turned = write(tmp_path / "two.csv", [row()[::-1]], HEADER[::-1])
    again = take_over(turned)
    assert (first.imported, again.already_present, again.changed) == (1, 1, [])
