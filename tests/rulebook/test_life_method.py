"""What the shipped methods say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from redress.rulebook import Rulebook, Subject, UnknownCodeError, load, loads, shipped
from redress.rulebook.kinds import UNITS
from redress.rulebook.lifecycle import STAGE_OF, STAGES, TITLES, State
from tests.rulebook.conftest import HEAD

CLASSES = [
    "solicitation", "sales_service", "counter", "underwriting", "policy_service", "claims", "call_centre",
    "product", "payments", "sms", "other",
]  # fmt: skip
CHANNELS = [
    "sms", "phone_in", "phone_out", "web", "app", "email", "letter", "visit", "fax", "counter", "petition",
    "regulator", "superior", "media", "department",
]  # fmt: skip


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_rulebook_loads(name: str) -> None:
    assert load(name).name == name


@pytest.mark.req("CLS-01")
def test_the_method_has_eleven_classes_each_with_its_reasons(life: Rulebook) -> None:
    assert list(life.classes(date(2026, 1, 1))) == CLASSES
    assert all(life.class_(code).reasons for code in CLASSES)
    reasons = [reason for code in CLASSES for reason in life.class_(code).reasons]
    assert len(reasons) == len(set(reasons)) == 48
    assert life.class_("claims").title.zh == "理赔类"


@pytest.mark.req("CLS-02", "CLS-03")
def test_each_class_leads_to_one_class_of_every_other_set(life: Rulebook) -> None:
    assert set(life.method.class_sets) == {
        "method", "alternative", "processing", "regulator", "regulator_channel", "naic",
    }  # fmt: skip
    assert life.bridge("claims", "claim_slow", "alternative") == "claim_dispute"
    assert life.bridge("policy_service", "rider_renewal", "regulator") == "renewal_dispute"
    assert life.bridge("policy_service", "service_slow", "regulator") == "policy_service_dispute"
    assert life.bridge("solicitation", "misled", "processing") is None
    assert life.bridge("claims", "claim_slow", "regulator_channel", channel="counter") == "visit"
    assert life.bridge("claims", "claim_slow", "naic") == "claims_delays"
    for code in CLASSES:
        for reason in life.class_(code).reasons:
            assert life.bridge(code, reason, "regulator") in life.classes(date(2026, 1, 1), of="regulator")
            assert life.bridge(code, reason, "naic") in life.classes(date(2026, 1, 1), of="naic")
    for channel in life.method.channels:
        told = life.bridge("claims", "claim_slow", "regulator_channel", channel=channel)
        assert told in life.classes(date(2026, 1, 1), of="regulator_channel")


@pytest.mark.req("CLS-04")
def test_there_are_three_levels_with_their_criteria(life: Rulebook) -> None:
    assert list(life.method.levels) == ["general", "major", "difficult"]
    assert all(level.criteria for level in life.method.levels.values())


@pytest.mark.req("CLS-05")
def test_twenty_complainants_an_event_or_designation_make_a_case_major_with_the_rule(life: Rulebook) -> None:
    assert life.automatic_level(complainants=19) is None
    found = life.automatic_level(complainants=20)
    assert found is not None
    assert found[0] == "major"
    assert found[1].cite == ("2020-3/29", "2020-3/43")
    for ground in (life.automatic_level(designated=True), life.automatic_level(event="disaster")):
        assert ground is not None
        assert ground[0] == "major"
    assert life.automatic_level(event="rain") is None


@pytest.mark.req("CLS-07")
def test_a_retired_class_stays_valid_on_old_cases_only() -> None:
    rulebook = loads(
        HEAD.format(name="small")
        + "class_sets:\n  method:\n    title: {zh: 类, en: Set}\n    version: '2'\n    cite: A-1\n    codes:\n"
        "      fax: {title: {zh: 传真, en: Fax}, retired: 2026-07-01, replaced_by: mail}\n"
        "      mail: {title: {zh: 邮件, en: Mail}, effective: 2026-07-01}\n"
    )
    assert list(rulebook.classes(date(2026, 6, 30))) == ["fax"]
    assert list(rulebook.classes(date(2026, 7, 1))) == ["mail"]
    assert rulebook.class_("fax").replaced_by == "mail"


@pytest.mark.req("ORG-08")
@pytest.mark.parametrize(
    ("class_", "to", "copies"),
    [
        ("solicitation", "sales", ()),
        ("sales_service", "sales", ()),
        ("counter", "business_management", ()),
        ("underwriting", "business_management", ()),
        ("policy_service", "business_management", ()),
        ("claims", "business_management", ()),
        ("payments", "finance", ("business_management", "it")),
        ("product", "customer_service", ()),
        ("call_centre", "customer_service", ()),
        ("sms", "customer_service", ()),
        ("other", "customer_service", ()),
    ],
)
def test_each_class_goes_to_the_department_that_answers_for_it(
    class_: str, to: str, copies: tuple[str, ...], life: Rulebook
) -> None:
    route = life.route(Subject(class_=class_))
    assert (route.to, route.copies, route.cite) == (to, copies, ("ORG-08",))


@pytest.mark.req("CLO-01")
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("source", ["direct", "superior", "regulator", "department"])
def test_who_closes(unit: str, source: str, life: Rulebook) -> None:
    rule = life.closer(Subject(unit=unit, source=source))
    if source in ("superior", "regulator") or unit == "counter_b":
        expected = ("province", False)
    elif unit == "counter_a":
        expected = ("receiver", True) if source == "direct" else ("province", False)
    else:
        expected = ("receiver", False)
    assert (rule.who, rule.within_area) == expected
    assert rule.refusal is not None
    if unit == "counter_b" and source == "direct":
        assert rule.refusal.zh == "B 柜面没有结案权限，请提交省公司结案。"


@pytest.mark.req("INT-12")
def test_each_kind_of_complainant_has_its_checklist_and_a_group_at_most_five_representatives(
    life: Rulebook,
) -> None:
    assert list(life.method.complainants) == ["self", "agent", "heir", "organisation", "group"]
    assert {item.code for item in life.checklist("agent")} >= {"authorisation", "agent_identity"}
    assert {item.code for item in life.checklist("heir")} >= {"succession"}
    assert {item.code for item in life.checklist("organisation")} >= {"unified_code", "legal_representative"}
    assert life.complainant("group").max_representatives == 5


@pytest.mark.req("INT-01")
def test_all_channels_are_known_with_what_they_need(life: Rulebook) -> None:
    assert list(life.method.channels) == CHANNELS
    assert life.channel("phone_in").needs == ("facts_repeated",)
    assert life.channel("visit").needs == ("visit_signature", "received_place", "received_by")
    assert all(channel.confirm_by for channel in life.method.channels.values())


@pytest.mark.req("FLW-01")
def test_settling_on_the_spot_depends_on_unit_duty_level_and_amount(life: Rulebook) -> None:
    counter = Subject(unit="counter_a", level="general", source="direct")
    rule = life.spot_authority(counter, "intake")
    assert rule is not None
    assert rule.allows(Decimal(5000))
    assert not rule.allows(Decimal("5000.01"))
    assert life.spot_authority(counter, "coordinator") is None
    assert life.spot_authority(counter.with_(level="major"), "intake") is None


@pytest.mark.req("CLO-02")
def test_closing_asks_for_validity_causes_and_signatures(life: Rulebook) -> None:
    visit = life.before_closing(Subject(channel="visit"))
    assert set(visit) >= {
        "feedback",
        "no_open_orders",
        "validity",
        "causes",
        "sign_offs",
        "approvals",
        "executed",
    }
    assert "confirmed_written" in life.before_closing(Subject(channel="letter"))
    assert [code for code, cause in life.method.causes.items() if cause.system] == [
        "system_fault",
        "system_function",
    ]


def test_an_unknown_code_is_told_with_those_that_exist(life: Rulebook) -> None:
    with pytest.raises(UnknownCodeError, match="no channel 'pigeon'; there are: sms, phone_in"):
        life.channel("pigeon")


def test_values_not_from_the_method_say_so_in_both_languages(life: Rulebook) -> None:
    rows = life.method.limits["annex2"].rows
    assert all(row.not_from_method and row.note and row.note.zh and row.note.en for row in rows)


def test_texts_reload_to_the_same_rulebook(life: Rulebook) -> None:
    again = loads(life.texts["life-method"], life.texts.get)
    assert again.digest == life.digest
    assert again.chain == life.chain == ("life-method", "insurer-method", "statutory-2020")
    assert load("property-method").digest != life.digest


def test_every_state_has_a_title_and_a_place_on_the_way() -> None:
    assert set(TITLES) == set(STAGE_OF) == set(State)
    assert set(STAGE_OF.values()) <= set(STAGES)


@pytest.mark.req("INT-12")
def test_what_the_law_lets_an_insurer_ask_for_stands_in_every_checklist(life: Rulebook) -> None:
    """Art. 13: who complains and how to reach them; of whom, what, why and on which papers, none of it a must."""
    assert life.method.complainants
    for kind, complainant in life.method.complainants.items():
        asked = {item.code: item.required for item in complainant.checklist}
        for code in ("respondent", "facts", "signed_papers"):
            assert asked.get(code) is False, (kind, code)
