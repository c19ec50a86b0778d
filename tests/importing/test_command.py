"""`redress import` as it is typed."""

import csv
import json

import pytest
from django.db import connection

from redress.complaints import journal
from redress.complaints.executor import execute
from redress.complaints.keeping.commands.hold import PlaceHold
from redress.complaints.models import Complaint
from redress.importing.models import ImportRun
from redress.operations.importing import further, mapping, runner
from redress.privacy.cipher import keyed
from redress.privacy.masks import Kind
from tests.importing.conftest import SAMPLES, row, write

pytestmark = pytest.mark.req("INT-17")


def test_it_writes_a_report_for_programs(redress, tmp_path):
    result = redress(
        "import", SAMPLES / "ct_2018_2024.csv", "--mapping", "ct-2018", "--report", tmp_path / "report.json"
    )
    assert result.exit_code == 0, result.output
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    told = {
        name: report[name] for name in ("rows", "complaints", "matters", "recovered", "rejected", "unmapped")
    }
    assert told == {
        "rows": 400, "complaints": 182, "matters": 396, "recovered": "643881.41", "rejected": 0, "unmapped": [],
    }  # fmt: skip
    assert (report["duplicates"], report["already_present"], report["by_status"]) == (4, 0, {"Closed": 400})


def test_rejected_rows_go_to_a_file_that_can_be_corrected_and_imported(redress, tmp_path):
    given = [row(number="1"), row(number="2", opened="yesterday"), row(number="2", subreason="Denial")]
    path = write(tmp_path / "some.csv", given)
    result = redress("import", path, "--mapping", "ct-2018", "--rejects", tmp_path / "rejects.csv")
    assert result.exit_code == 2
    assert "correct and import that file" in result.output
    text = (tmp_path / "rejects.csv").read_text("utf-8-sig")
    assert [line["rejected_line"] for line in csv.DictReader(text.splitlines())] == ["3", "4"]
    corrected = tmp_path / "corrected.csv"
    corrected.write_text(text.replace("yesterday", "2018-02-01"), "utf-8")
    assert redress("import", corrected, "--mapping", "ct-2018").exit_code == 0
    assert Complaint.objects.get(external_number_index=keyed("2", Kind.EXTERNAL)).matters.count() == 2


def test_bad_input_ends_with_status_2_and_writes_nothing(redress, tmp_path):
    result = redress("import", tmp_path / "absent.csv", "--mapping", "ct-2018")
    assert result.exit_code == 2
    assert "There is no file" in result.output
    assert "absent.csv" in result.output
    assert "Errno" not in result.output
    unknown = redress("import", SAMPLES / "ct_2018_2024.csv", "--mapping", "ct-2018", "--encoding", "klingon")
    assert unknown.exit_code == 2
    assert Complaint.objects.count() == 0


def test_the_demo_takes_over_both_samples_once(db):
    from redress.operations.demo import history

    history.load()
    history.load(SAMPLES)
    assert Complaint.objects.filter(unit__code="psc", external_source="ct-2011").count() == 280
    assert Complaint.objects.filter(unit__code="psc", external_source="ct-2018").count() == 182


def test_what_the_rulebook_refuses_of_a_register_leaves_no_hole_in_the_numbers(redress, tmp_path):
    """Of a batch that is refused no number was drawn; then each case that can be written draws its own."""
    first = write(tmp_path / "first.csv", [row(number="1")])
    late = row(number="3", opened="2018-02-20", closed="2018-02-15")
    second = write(tmp_path / "second.csv", [row(number="2"), late, row(number="4")])
    assert redress("import", first, "--mapping", "ct-2018").exit_code == 0
    assert redress("import", second, "--mapping", "ct-2018").exit_code == 2
    drawn = sorted(Complaint.objects.values_list("id", flat=True))
    assert len(drawn) == 3
    assert drawn == list(range(drawn[0], drawn[0] + 3))


def test_further_matters_of_a_number_in_another_file_are_added_once(redress, tmp_path):
    first = write(tmp_path / "first.csv", [row(number="1"), row(number="2")])
    second = write(
        tmp_path / "second.csv",
        [row(number="1", subreason="Denial", recovery="5"), row(number="2"), row(number="3")],
    )

    def told(path, *more):
        assert (
            redress("import", path, "--mapping", "ct-2018", "--report", tmp_path / "r.json", *more).exit_code
            == 0
        )
        report = json.loads((tmp_path / "r.json").read_text("utf-8"))
        return report["imported"], report["extended_numbers"], report["changed"]

    assert told(first) == (2, [], 0)
    assert told(second, "--dry-run") == (1, ["1"], 0)
    assert told(second) == (1, ["1"], 0)
    case = Complaint.objects.get(external_number_index=keyed("1", Kind.EXTERNAL))
    assert [m.source_reason.rpartition(" / ")[2] for m in case.matters.all()] == ["Claim Delay", "Denial"]
    assert (case.version, str(case.recovered)) == (2, "105.00")
    assert "Denial" in case.facts
    assert list(journal.verify(case)) == []
    assert told(second) == told(first) == (0, [], 0)
    redress("import", "--take-back", ImportRun.objects.order_by("pk").first().pk)
    assert Complaint.objects.filter(state="taken_back").count() == 2


def test_a_case_that_was_worked_on_gains_nothing_and_is_told_as_changed(redress, tmp_path, actor):
    first = write(tmp_path / "first.csv", [row(number="1")])
    second = write(tmp_path / "second.csv", [row(number="1", subreason="Denial")])
    third = write(tmp_path / "third.csv", [row(number="1", opened="2018-02-03", subreason="Denial")])
    assert redress("import", first, "--mapping", "ct-2018").exit_code == 0
    assert "left as they are here: 1" in redress("import", third, "--mapping", "ct-2018").output
    case = Complaint.objects.get(external_number_index=keyed("1", Kind.EXTERNAL))
    execute(PlaceHold(reason="起诉"), actor("psc.officer"), case.number)
    assert "left as they are here: 1" in redress("import", second, "--mapping", "ct-2018").output
    assert case.matters.count() == 1


def test_two_imports_at_once_add_the_same_matters_once(redress, tmp_path, monkeypatch, db):
    """The one that is slower finds them there when its turn comes, and looks again."""
    first = write(tmp_path / "first.csv", [row(number="1"), row(number="2")])
    denial, rude = row(number="1", subreason="Denial", recovery="5"), row(number="1", subreason="Rude")
    second, third = write(tmp_path / "second.csv", [denial]), write(tmp_path / "third.csv", [denial, rude])
    assert redress("import", first, "--mapping", "ct-2018").exit_code == 0
    seen = further.calls

    def overtaken(changed):
        calls = seen(changed)
        monkeypatch.setattr(further, "calls", seen)
        runner.run(second, mapping.load("ct-2018"))
        return calls

    for slower, matters, extended in ((second, 2, []), (third, 3, ["1"])):
        monkeypatch.setattr(further, "calls", overtaken)
        report = runner.run(slower, mapping.load("ct-2018")).report
        assert (report.extended, report.changed) == (extended, [])
        case = Complaint.objects.get(external_number_index=keyed("1", Kind.EXTERNAL))
        assert case.matters.count() == matters
        assert case.facts.count("Denial") == 1
    assert str(case.recovered) == "105.00", "a register repeats an amount in each row of a company"


def test_a_text_that_does_not_open_is_not_written_over_by_what_stands_for_it(redress, tmp_path):
    first = write(tmp_path / "first.csv", [row(number="1"), row(number="2")])
    second = write(tmp_path / "second.csv", [row(number="1", subreason="Denial")])
    assert redress("import", first, "--mapping", "ct-2018").exit_code == 0
    one, other = Complaint.objects.order_by("id")

    def stored():
        with connection.cursor() as cursor:
            cursor.execute("SELECT facts FROM complaints_complaint WHERE id = %s", [one.pk])
            return bytes(cursor.fetchone()[0])

    was = stored()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE complaints_complaint c SET facts = o.facts FROM complaints_complaint o"
            " WHERE c.id = %s AND o.id = %s",
            [one.pk, other.pk],
        )
    broken = stored()
    assert broken != was
    assert "left as they are here: 1" in redress("import", second, "--mapping", "ct-2018").output
    assert (stored(), one.matters.count()) == (broken, 1)
