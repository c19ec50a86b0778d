"""What a register that was taken over is good for at once: near texts of any length, clusters, the monitor."""

import csv
import random

import pytest

from redress.casework.rulebooks import opened, rulebook_of
from redress.complaints.executor import execute
from redress.complaints.importing.commands.add_imported_matters import AddImportedMatters
from redress.complaints.importing.commands.import_case import ImportedMatter
from redress.complaints.keeping.commands.hold import PlaceHold
from redress.complaints.linking.queries.related import Asked, Same, related
from redress.complaints.models import Complaint
from redress.complaints.oversight.queries.monitor import board
from redress.operations.importing import mapping, runner
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM
from tests.complaints.test_rulebook_migration import move, newer

pytestmark = [pytest.mark.django_db]

MAPPING = """\
mapping: told
title: 旧系统投诉
source: told
unit: sc
dates: "%Y-%m-%d"
columns: {number: 编号, received: 收到日期, closed: 结案日期, reason: 原因, facts: 内容}
channel: phone_in
classes:
  理赔: {to: claims}
open_cases: no_clocks
"""
COMMON = "客户反映的情况是业务员在办理保险时没有说明退保损失并且拒绝受理要求公司尽快调查处理给予书面答复"
"""Of these and of the rarer ones below every text is made."""
LENGTHS = (200, 600, 1_000, 3_000, 9_000, 30_000)
"""Characters; the narratives of a register have up to 100,000."""


def text(length: int, dice: random.Random) -> str:
    rare = [chr(code) for code in range(0x4E00, 0x4E00 + 3_000)]
    return "".join(dice.choice(COMMON) if dice.random() < 0.6 else dice.choice(rare) for _ in range(length))


def changed(told: str, dice: random.Random) -> str:
    """One place in fifty written differently."""
    characters = list(told)
    for place in range(7, len(characters), 50):
        characters[place] = dice.choice("甲乙丙丁戊己庚辛")
    return "".join(characters)


@pytest.fixture
def take(tmp_path):
    """take({'编号': 内容}) imports them, closed unless named among `still_open`."""

    def run(told: dict[str, str], still_open: tuple[str, ...] = ()):
        (tmp_path / "told.yaml").write_text(MAPPING, "utf-8")
        path = tmp_path / "told.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["编号", "收到日期", "结案日期", "原因", "内容"])
            for number, words in told.items():
                closed = "" if number in still_open else "2024-01-20"
                writer.writerow([number, "2024-01-02", closed, "理赔", words])
        return runner.run(path, mapping.load(str(tmp_path / "told.yaml"))).report

    return run


def alike(actor, words: str) -> set[str]:
    case = Complaint.objects.order_by("pk").first()
    with acting_as(actor("sc.officer")) as officer:
        found = related(officer, Asked(text=(words,)), rulebook_of(case).method.linking)
    return {each.case.external_number for each in found.cases if Same.WORDING in each.same}


@pytest.mark.req("INT-15", "INT-17")
def test_a_copy_of_a_narrative_of_any_length_is_found_right_after_the_import(take, actor):
    """No statistics of the table are fresh but by the import itself, and most texts share their words."""
    dice = random.Random(5)
    told = {f"N{n}": text(150, dice) for n in range(1_200)}
    told |= {f"L{length}": text(length, dice) for length in LENGTHS}
    assert take(told).imported == len(told)
    for length in LENGTHS:
        assert alike(actor, changed(told[f"L{length}"], dice)) == {f"L{length}"}, length
    for number in dice.sample(sorted(told), 40):
        assert number in alike(actor, changed(told[number], dice)), number


@pytest.mark.req("FLW-17")
def test_open_cases_of_another_register_do_not_hide_what_fell_out_here(take, actor):
    told = {f"O{n}": "客户投诉" for n in range(30)}
    take(told, still_open=tuple(told))
    shown = board(actor("sc.manager"), "sc")
    assert (list(shown.adrift), shown.taken_over) == ([], 30)
    number = Complaint.objects.order_by("pk").first().number
    execute(PlaceHold(reason="起诉"), actor("sc.officer"), number)
    shown = board(actor("sc.manager"), "sc")
    assert ([each.number for each in shown.adrift], shown.taken_over) == ([number], 29)


@pytest.mark.req("FLW-17", "INT-17")
def test_what_many_cases_are_given_at_once_takes_up_none_of_them(take, actor, tmp_path):
    told = {f"O{n}": "客户投诉" for n in range(4)}
    take(told, still_open=tuple(told))
    gains, moved, *_rest = Complaint.objects.order_by("pk")
    matter = ImportedMatter(class_code=gains.class_code, reason="另一事项")
    execute(AddImportedMatters(fingerprint="ab" * 32, matters=(matter,), recovered="0"), SYSTEM, gains.number)
    version = newer(tmp_path, opened(moved.rulebook))
    execute(move(version), actor("sc.cshead"), moved.number)
    assert set(Complaint.objects.values_list("version", flat=True)) == {1, 2}
    shown = board(actor("sc.manager"), "sc")
    assert (list(shown.adrift), shown.taken_over) == ([], 4)
