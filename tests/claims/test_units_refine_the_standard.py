"""A unit's claims follow its own stricter standard; none follows a method of complaints, and no complaint a claims
standard, by whatever door (ORG-14)."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from redress.administration import chains
from redress.administration import rulebooks as administration
from redress.administration.door import UNITS
from redress.administration.following import ChangeReception, FollowRulebook
from redress.casework import moment, rulebooks
from redress.casework.models import RulebookVersion
from redress.casework.refusals import Changed, Refusal
from redress.claims.commands.questions import AskQuestion
from redress.claims.door import execute
from redress.claims.models import Claim
from redress.claims.states import ClaimState
from redress.clocks.models import Clock
from redress.complaints import executor as complaints
from redress.complaints.rulebooks.commands.migrate_rulebook import MigrateRulebook
from redress.complaints.rulebooks.simulation.replay import Question
from redress.operations.cli.rulebook import command as rulebook_command
from redress.organisation.acting import acting_as
from redress.organisation.kinds import Change
from redress.organisation.models import OrganisationEntry, Unit
from redress.rulebook import RulebookError, load
from tests.api.conftest import caller  # noqa: F401 - a fixture
from tests.claims.conftest import Claims, report
from tests.complaints.inputs import visit
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-14")]

STRICTER = """
rulebook: sichuan-claims
version: "2026.1"
effective: 2026-01-01
extends: {extends}
governs: claims
title: {{zh: 四川理赔服务细则, en: Claims standard of Sichuan}}
sources:
  SICHUAN: {{title: {{zh: 细则, en: Rules}}, text: {{zh: 十二小时内答复。, en: Answered within 12 hours.}}}}
promises:
  answer: {{longest: {longest}, cite: [CLM-06, SICHUAN]}}
"""


def published(tmp_path, longest: str = "12 hours", extends: str = "claims-service") -> RulebookVersion:
    file = tmp_path / "sichuan-claims.yaml"
    file.write_text(STRICTER.format(longest=longest, extends=extends), "utf-8")
    return rulebooks.publish(str(file))


@pytest.fixture
def refined(tmp_path, standard) -> None:
    published(tmp_path)
    Unit.objects.filter(code="psc").update(claims_rulebook="sichuan-claims")


def test_a_claim_follows_the_standard_of_its_unit(refined, handler, monday):
    claim = Claims(handler, execute(report(), handler).number)
    assert Claim.objects.get().rulebook.name == "sichuan-claims"
    assert claim(AskQuestion(question="误工费？")).facts["due"].startswith("2026-03-02T21:00")
    with pytest.raises(Refusal, match="At most"):
        claim(AskQuestion(question="何时？", promised_at=local("2026-03-03 08:00")))


def test_a_unit_is_given_a_stricter_standard_and_new_claims_follow_it(
    actor, handler, monday, standard, tmp_path
):
    published(tmp_path)
    given = FollowRulebook(governs="claims", rulebook="sichuan-claims")
    before = execute(report(), handler).number
    with acting_as(actor("admin")) as admin:
        first = UNITS.execute(given, admin, "psc", key="once")
        assert UNITS.execute(given, admin, "psc", key="once").replayed
        with pytest.raises(Changed):
            UNITS.execute(ChangeReception(reception="二楼"), admin, "psc", first.version - 1)
    after = execute(report(policy_number="P510002"), handler).number
    names = dict(Claim.objects.values_list("number", "rulebook__name"))
    assert names == {before: "claims-service", after: "sichuan-claims"}
    entry = OrganisationEntry.objects.filter(number="psc").latest("sequence")
    assert (entry.what, entry.before, entry.after) == (
        Change.RULEBOOK_FOLLOWED,
        {"claims_rulebook": ""},
        {"claims_rulebook": "sichuan-claims"},
    )
    assert not any(found for _number, found in chains.verify())


def test_a_standard_of_a_unit_cannot_be_looser(tmp_path, standard):
    with pytest.raises(RulebookError) as looser:
        published(tmp_path, longest="48 hours")
    assert "answer" in str(looser.value)


def test_it_extends_what_the_superior_unit_follows(refined, handler, monday, tmp_path):
    Unit.objects.filter(code="psc").update(claims_rulebook="claims-law")
    rulebooks.publish("claims-law")
    with pytest.raises(Refusal, match="does not extend 'claims-service'") as refused:
        execute(report(), handler)
    assert (refused.value.rule, refused.value.field) == ("ORG-14", "unit")


def test_no_claim_follows_a_method_of_complaints(handler, monday):
    Unit.objects.filter(code="psc").update(claims_rulebook="property-method")
    with pytest.raises(Refusal, match="is for complaints, not for claims service"):
        execute(report(), handler)
    assert Claim.objects.count() == 0


def test_no_complaint_follows_a_claims_standard(actor, standard):
    Unit.objects.filter(code="cd").update(rulebook="claims-service")
    refusal = pytest.raises(Refusal, match="is for claims service, not for complaints")
    with moment.at(local("2026-11-18 10:00")), refusal as refused:
        complaints.execute(visit(), actor("cd.officer"))
    assert refused.value.rule == "ORG-14"


def test_no_case_is_moved_to_a_claims_standard(actor, standard):
    with moment.at(local("2026-11-18 10:00")):
        number = complaints.execute(visit(), actor("cd.officer")).number
        Unit.objects.filter(code__in=("group", "life", "sc", "cd")).update(rulebook="")
        Unit.objects.filter(code="cd").update(rulebook="claims-service")
        given = MigrateRulebook(rulebook="claims-service", rulebook_version="2026.1", reason="试")
        with pytest.raises(Refusal, match="is for claims service"):
            complaints.execute(given, actor("cd.cshead"), number)


def test_no_period_of_complaints_is_replayed_under_a_claims_standard():
    day = local("2026-11-18 10:00").date()
    with pytest.raises(Refusal, match="is for claims service"):
        Question(load("claims-service"), day, day)
    asked = ["simulate", "--rulebook", "claims-service", "--from", "2026-11-01", "--to", "2026-11-02"]
    answer = CliRunner().invoke(rulebook_command, asked)
    assert answer.exit_code == 2
    assert "claims-service" in answer.output


@pytest.mark.req("ORG-13")
def test_a_standard_is_published_by_who_administers_all_units_that_follow_it(actor, refined):
    whole, province = actor("admin"), actor("psc.officer")
    assert administration.may_publish(whole, "sichuan-claims", extended=False)
    assert not administration.may_publish(province, "sichuan-claims", extended=False)
    assert not administration.may_publish(province, "claims-service", extended=False)


def test_clocks_of_such_a_claim_run_by_its_own_standard(refined, handler, monday):
    number = execute(report(), handler).number
    execute(AskQuestion(question="误工费？"), handler, number)
    clock = Clock.objects.get(file__number=number, key="question")
    assert clock.due_at == local("2026-03-02 21:00")
    assert Claim.objects.get().state == ClaimState.REPORTED


@pytest.mark.req("CLM-01")
def test_a_guide_is_that_of_the_standard_of_the_unit_of_who_reads_it(standard, tmp_path, desk, caller):  # noqa: F811
    file = tmp_path / "sichuan-claims.yaml"
    words = "guides: {motor: {title: {zh: 四川车险理赔指南, en: Motor claims in Sichuan}}}\n"
    file.write_text(STRICTER.format(extends="claims-service", longest="12 hours") + words, "utf-8")
    rulebooks.publish(str(file))
    Unit.objects.filter(code="psc").update(claims_rulebook="sichuan-claims")
    for address in ("/guides", "/guides/motor"):
        assert "Motor claims in Sichuan" in desk("psc.officer", "en").get(address).content.decode()
        assert "Motor claims in Sichuan" not in desk("cd.officer", "en").get(address).content.decode()
    told = {who: caller(who).get("/guides/motor").json()["title"] for who in ("psc.officer", "cd.officer")}
    assert told["psc.officer"] == "Motor claims in Sichuan" != told["cd.officer"]
