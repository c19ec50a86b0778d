import pytest

from redress.operations import tracing

REQUIREMENTS = """
ORG:
  ORG-01: {src: S2, text: "Units."}
  ORG-02: {src: S2, text: "Leaders."}
CLO:
  CLO-01: {src: S2, text: "Who closes."}
"""
TESTS = """
import pytest
pytestmark = pytest.mark.req("ORG-01")

@pytest.mark.req("CLO-01", "XXX-99")
def test_a_counter_closes(): ...

class TestMore:
    @pytest.mark.parametrize("n", [pytest.param(1, marks=pytest.mark.req("CLO-01"))])
    def test_b_counter_does_not(self, n): ...

def helper(): ...
"""


@pytest.fixture
def found(tmp_path):
    (tmp_path / "requirements.yaml").write_text(REQUIREMENTS)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_closing.py").write_text(TESTS)
    return tracing.trace(tmp_path / "requirements.yaml", tmp_path / "tests")


def test_a_requirement_is_proven_by_the_tests_that_name_it(found):
    assert found.proofs["CLO-01"] == [
        "tests/test_closing.py::test_a_counter_closes",
        "tests/test_closing.py::TestMore::test_b_counter_does_not",
    ]
    assert len(found.proofs["ORG-01"]) == 2


def test_what_no_test_names_is_unproven(found):
    assert found.proofs["ORG-02"] == []
    assert (found.proven, len(found.proofs)) == (2, 3)


def test_a_mark_that_names_no_requirement_is_told(found):
    assert list(found.unknown) == ["XXX-99"]
