"""What is wrong with a file or a mapping is said so that somebody can put it right; nothing is half-written."""

import pytest

from redress.complaints.models import Complaint
from redress.operations.console import BadInput
from redress.operations.importing import mapping
from redress.privacy.cipher import keyed
from redress.privacy.masks import Kind
from tests.importing.conftest import HEADER, SAMPLES, row, write

pytestmark = pytest.mark.req("INT-17")


def test_a_missing_column_names_file_column_and_what_to_do(refused, tmp_path):
    said = refused(write(tmp_path / "short.csv", [row()[:-1]], HEADER[:-1]))
    assert "short.csv has no column 'Status'" in said
    assert "correct the mapping" in said
    assert Complaint.objects.count() == 0


def test_a_column_that_the_mapping_does_not_name_is_refused(refused, tmp_path):
    said = refused(write(tmp_path / "wide.csv", [[*row(), "x"]], [*HEADER, "Adjuster"]))
    assert "column 'Adjuster'" in said
    assert "'ignore'" in said


def test_the_mapping_of_another_layout_is_recognised(refused):
    said = refused(SAMPLES / "ct_2018_2024.csv", "ct-2011")
    assert "None of the 400 rows" in said
    assert "is not a date written like 01/31/2024" in said


def test_gbk_is_recognised_and_can_be_imported_when_named(refused, take_over, tmp_path):
    path = write(tmp_path / "gbk.csv", [row(company="中国人民财产保险")], encoding="gb18030")
    assert "looks like GBK" in refused(path)
    named = mapping.load("ct-2018").model_copy(update={"encoding": "gb18030"})
    from redress.operations.importing import runner

    assert runner.run(path, named).report.imported == 1
    assert Complaint.objects.get().external_parties == ["中国人民财产保险"]


def test_bytes_that_are_no_text_are_refused(refused, tmp_path):
    path = tmp_path / "photo.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\x00\xff\xff\xfe\x80")
    assert "is a file of another kind: PNG" in refused(path)
    path.write_bytes(b"\x80\x81\xff\xfe\x80,\xff")
    assert "is not UTF-8 text" in refused(path)


def test_a_byte_order_mark_does_no_harm(take_over, tmp_path):
    assert take_over(write(tmp_path / "bom.csv", [row()], encoding="utf-8-sig")).imported == 1
    assert take_over(write(tmp_path / "utf16.csv", [row(number="2")], encoding="utf-16")).imported == 1


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        ({"opened": "31/12/2018"}, "Opened '31/12/2018' is not a date written like 2024-01-31"),
        ({"opened": "2018-02-30"}, "is not a date"),
        ({"opened": "2999-01-01", "closed": ""}, "lies in the future"),
        ({"opened": "1066-10-14"}, "lies before 1990"),
        ({"opened": ""}, "Opened is blank"),
        ({"closed": "2017-01-01"}, "lies before Opened"),
        ({"number": ""}, "File No. is blank"),
        ({"recovery": "much"}, "is not an amount"),
        ({"recovery": "-5"}, "not an amount of 0 or more"),
        ({"recovery": "NaN"}, "is not an amount"),
        ({"recovery": "0.005"}, "more digits than an amount of money"),
        ({"company": "Acme\x00Inc"}, "control character U+0000"),
        ({"company": "x" * 300}, "At most 200 characters"),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_with_its_line_and_the_rest_comes_in(
    take_over, tmp_path, changed, because
):
    given = [row(number="1"), row(**({"number": "2"} | changed)), row(number="3")]
    report = take_over(write(tmp_path / "some.csv", given))
    assert [reject.line for reject in report.rejects] == [3]
    assert because in report.rejects[0].because
    assert report.rows == report.matters + len(report.rejects)
    assert {case.external_number for case in Complaint.objects.all()} == {"1", "3"}


def test_a_complaint_is_imported_whole_or_not_at_all(take_over, tmp_path):
    given = [row(number="1"), row(number="1", opened="never"), row(number="2")]
    report = take_over(write(tmp_path / "some.csv", given))
    assert [reject.line for reject in report.rejects] == [2, 3]
    assert "line 3 of the same number was rejected" in report.rejects[0].because
    assert report.imported == 1


def test_rows_of_a_number_that_contradict_each_other_are_rejected(take_over, tmp_path):
    given = [row(number="1"), row(number="1", closed="2018-03-03", subreason="Denial"), row(number="2")]
    report = take_over(write(tmp_path / "some.csv", given))
    assert "differ between lines 2 and 3" in report.rejects[0].because


def test_a_row_with_too_few_cells_is_rejected(take_over, tmp_path):
    report = take_over(write(tmp_path / "some.csv", [row(number="1"), ["only", "two"]]))
    assert report.rejects[0].because == "12 cells expected, 2 found"


def test_an_unmapped_code_is_counted_and_kept_in_the_words_of_the_source(take_over, tmp_path):
    given = [row(number="1", reason="Drone Damage", subreason="Propeller"), row(number="2", status="Frozen")]
    report = take_over(write(tmp_path / "new.csv", given))
    assert report.unmapped == {("Reason", "Drone Damage"): 1, ("Status", "Frozen"): 1}
    case = Complaint.objects.get(external_number_index=keyed("1", Kind.EXTERNAL))
    assert case.class_code == "other"
    assert case.matters.get().source_reason == "Drone Damage / Propeller"
    assert Complaint.objects.get(external_number_index=keyed("2", Kind.EXTERNAL)).state == "archived"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("nothing.csv", b"", "is empty"),
        ("quotes.csv", b'a,b\n"x\ny"z,1\n', "is not CSV"),
        ("sheet.xlsx", b"a,b\n1,2\n", "named like a workbook but is none"),
        ("broken.xlsx", b"PK\x03\x04rest", "cannot be read"),
        ("broken.csv.gz", b"\x1f\x8bnot really", "cannot be read"),
        ("twice.csv", b"File No.,File No.\n1,2\n", "two columns named 'File No.'"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(refused, tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    assert said in refused(path)


def test_a_file_that_is_not_there_and_a_folder_are_refused(refused, tmp_path):
    assert "There is no file" in refused(tmp_path / "absent.csv")
    assert "is a folder" in refused(tmp_path)


def test_an_unknown_unit_is_refused_before_anything_is_written(refused):
    assert "no unit with code 'mars'" in refused(SAMPLES / "ct_2018_2024.csv", unit="mars")
    assert Complaint.objects.count() == 0


@pytest.mark.parametrize(
    ("line", "instead", "said"),
    [
        ("dates:", "days:", "dates: Field required"),
        ("  number: File No.", "  file: File No.", "columns.number: Field required"),
        ("to: claims", "to: thefts", "'thefts'"),
        ("archived: Closed", "sleeping: Closed", "states"),
        ("validity:\n  Disposition:", "validity:\n  Verdict:", "'Verdict' is not among its columns"),
        ("issue_slow: Underwriting Delays", "issue_slow: Cancellation", "lists 'Cancellation' twice"),
    ],
)
def test_a_mapping_that_does_not_hold_says_where(refused, tmp_path, line, instead, said):
    text = (SAMPLES.parents[1] / "importing/mappings/ct-2018.yaml").read_text("utf-8")
    assert line in text
    own = tmp_path / "own.yaml"
    own.write_text(text.replace(line, instead, 1), "utf-8")
    assert said in refused(SAMPLES / "ct_2018_2024.csv", str(own))
    assert Complaint.objects.count() == 0


def test_an_unknown_mapping_lists_those_that_are_shipped():
    with pytest.raises(BadInput, match="ct-2011, ct-2018"):
        mapping.load("ct-1999")
