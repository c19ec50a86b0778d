"""The ranking measured on claims of a history, and points that it asks for (CLM-14)."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from django.utils import translation

from redress.casework import moment, rulebooks
from redress.casework.models import RulebookVersion
from redress.claims.commands.import_claim import ImportClaim
from redress.claims.door import execute
from redress.claims.queries.outcomes import outcomes
from redress.operations import risk
from redress.operations.cli.risk import command
from redress.operations.console import BadInput
from redress.operations.generating.claims import generate_claims
from redress.organisation.actor import SYSTEM
from redress.rulebook import load
from tests.claims.conftest import report
from tests.fixtures.insurer import local

pytestmark = pytest.mark.req("CLM-14")
UNTIL = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)


@pytest.fixture
def history(handler):
    """Closed claims of two years, those that were served badly disputed more often: the generator lays that in."""
    generate_claims(2_500, seed=11, open_share=0.0, until=UNTIL)


def test_on_a_history_that_carries_the_signal_the_points_rank_better_than_chance(history):
    found = risk.measure("en")
    assert found.claims == 2_500
    assert 20 <= found.disputes < 200
    assert found.auc is not None
    assert found.auc > 0.6
    assert found.first is not None
    assert found.first.looked_at == 125
    refused = next(each for each in found.reasons if each.code == "refused")
    assert refused.before_disputes / found.disputes > refused.of_others / (found.claims - found.disputes)


def test_the_proposal_is_a_file_that_holds_and_is_not_set(history, tmp_path):
    text = rulebooks.newest("claims-service")
    found = risk.propose("en", version=risk.next_version(), effective=date(2027, 1, 1))
    risk.save(found, tmp_path / "next.yaml")
    book = load(tmp_path / "next.yaml")
    assert (book.version, book.effective) == ("2026.2", date(2027, 1, 1))
    assert book.method.risk is not None
    old = load("claims-service").method.risk
    assert old is not None
    asked = {code: rule.points for code, rule in book.method.risk.rules.items()}
    assert asked["refused"] > asked["limit_near"]
    assert asked != {code: rule.points for code, rule in old.rules.items()}
    assert rulebooks.newest("claims-service") == text
    assert RulebookVersion.objects.filter(name="claims-service").count() == 1
    assert (tmp_path / "next.yaml").read_text("utf-8").count("\n") == text.count("\n")
    assert found.then.auc is not None
    assert found.now.auc is not None
    assert found.then.auc > found.now.auc


def test_a_file_that_is_there_is_not_written_over(history, tmp_path):
    path = tmp_path / "next.yaml"
    path.write_text("mine", "utf-8")
    done = CliRunner().invoke(command, ["propose", str(path)])
    assert done.exit_code == 2
    assert path.read_text("utf-8") == "mine"


def test_without_a_dispute_it_says_that_there_is_no_signal(handler):
    with moment.at(local("2026-03-02 09:00")):
        execute(report(), handler)
    found = risk.measure("en")
    assert (found.claims, found.disputes, found.auc) == (1, 0, None)
    with translation.override("en"):
        assert any("no signal" in line for line in found.lines())
    with pytest.raises(BadInput) as refused:
        risk.propose("en", version="2026.2", effective=date(2027, 1, 1))
    assert "at least 20" in refused.value.message


def test_nothing_to_measure_is_said(standard):
    with pytest.raises(BadInput) as refused:
        risk.measure("en", source="nowhere")
    assert "no claim to measure" in refused.value.message


def test_a_claim_is_looked_at_as_it_stood_before_its_dispute(handler):
    """The refusal stands before the dispute and counts; what came after it does not."""

    def history(number: str, *events: tuple[str, str], outcome: str) -> None:
        happened = [{"said": what, "at": local(at), "what": (what,)} for what, at in events]
        command = ImportClaim.model_validate(
            {
                "external_source": "core", "external_number": number, "unit": "psc", "line": "motor",
                "loss_cause": "traffic", "losses": ["vehicle"], "outcome": outcome, "happened": happened,
            }
        )  # fmt: skip
        execute(command, SYSTEM)

    begin = (("claim_reported", "2026-03-02 09:00"), ("claim_requested", "2026-03-02 09:00"))
    decided = (("claim_decided", "2026-03-04 09:00"), ("claim_decision_told", "2026-03-04 10:00"))
    history(
        "1",
        *begin,
        *decided,
        ("disputed", "2026-03-05 09:00"),
        ("closed", "2026-03-30 09:00"),
        outcome="refuse",
    )
    history(
        "2",
        *begin,
        ("disputed", "2026-03-03 09:00"),
        *decided,
        ("closed", "2026-03-30 09:00"),
        outcome="refuse",
    )
    points = load("claims-service").method.risk
    assert points is not None
    found = outcomes(points)
    place = found.rules.index("refused")
    assert found.disputed.tolist() == [True, True]
    assert found.marks[:, place].tolist() == [True, False]
