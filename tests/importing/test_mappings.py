"""Mappings: the shipped ones, and the one that the manual shows."""

from pathlib import Path
from textwrap import dedent

import pytest
import yaml

from redress.casework import rulebooks
from redress.complaints.models import Complaint
from redress.operations.importing import kinds, mapping
from redress.operations.importing.claims.codes import ClaimCodes
from redress.operations.importing.claims.mapping import ClaimMapping
from redress.operations.importing.codes import Codes
from redress.rulebook import load
from tests.importing.conftest import HEADER, row, write

pytestmark = pytest.mark.req("INT-17")
MANUAL = Path(__file__).resolve().parents[2] / "docs" / "import.md"


def test_the_shipped_mappings_name_only_classes_and_reasons_of_the_method():
    assert mapping.names() == ["claims-log", "ct-2011", "ct-2018"]
    classes = load("property-method").method.class_sets["method"].codes
    for name in ("ct-2011", "ct-2018"):
        for class_code, reason in Codes(mapping.load(name)).all_classes():
            assert class_code in classes
            assert not reason or reason in classes[class_code].reasons


def test_the_shipped_mapping_of_claims_names_only_lines_and_losses_of_the_standard():
    chosen = kinds.load("claims-log")
    assert isinstance(chosen, ClaimMapping)
    standard = load("claims-service").method
    for line, cause, losses in ClaimCodes(chosen).all_losses():
        assert line in standard.lines
        assert cause in standard.loss_causes
        assert set(losses) <= standard.losses.keys()


def test_the_mapping_in_the_manual_works(take_over, tmp_path):
    _, _, after = MANUAL.read_text("utf-8").partition("## Writing a mapping\n")
    block = after.partition("\n\nA column of the file")[0]
    own = tmp_path / "own.yaml"
    own.write_text(dedent(block), "utf-8")
    assert yaml.safe_load(own.read_text("utf-8"))["unit"] == "psc"
    header = [name for name in HEADER if name != "Conclusion"] + ["Adjuster"]
    cells = dict(zip(HEADER, row(status="Escalated"), strict=True)) | {"Adjuster": "Smith"}
    report = take_over(write(tmp_path / "one.csv", [[cells[name] for name in header]], header), str(own))
    assert report.unmapped == {
        ("Disposition", "Claim Settled"): 1,
        ("Status", "Escalated"): 1,
        ("Coverage", "Homeowners"): 1,
    }
    case = Complaint.objects.get()
    assert (case.level, case.class_code, case.reason_code) == ("major", "claims", "claim_slow")
    assert rulebooks.rulebook_of(case).name == "property-method"
