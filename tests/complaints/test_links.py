"""Repeat, escalation, merge, related: the rule decides, a person may say why not, a circle never closes."""

import pytest
from django.db import IntegrityError, transaction

from redress.casework import moment
from redress.casework.refusals import Forbidden, Refusal
from redress.complaints.commands.evidence import AttachEvidence
from redress.complaints.executor import execute
from redress.complaints.intake.commands.classify import Reclass
from redress.complaints.linking.commands.linking import Link, Unlink
from redress.complaints.linking.commands.merging import Merge
from redress.complaints.linking.queries import links
from redress.complaints.models import Complaint, JournalEntry
from redress.complaints.models import Link as Row
from redress.complaints.oversight.recount import recount
from redress.organisation.acting import acting_as
from tests.complaints.inputs import COMPLAINANT
from tests.complaints.stories import case, closed, filed
from tests.fixtures.insurer import local

pytestmark = pytest.mark.django_db
ANOTHER = {"name": "王秀英", "phone": "13900005678", "id_number": "510102197002023456"}
REGULATOR = {"channel": "regulator", "source": "regulator", "signed": False}


@pytest.fixture
def first(actor):
    """A case of Monday, closed two days later."""
    number = filed(actor, "2026-11-02 10:00")
    closed(actor, number, "2026-11-04 15:00")
    return number


def refused(number, command, who):
    with pytest.raises(Refusal) as caught:
        execute(command, who, number)
    return caught.value


@pytest.mark.req("CLO-06")
def test_the_same_matter_after_closing_is_a_repeat_linked_to_the_first_case(actor, first):
    second = filed(actor, "2026-11-16 10:00", link_to=first, link_kind="repeat")
    third = filed(actor, "2026-11-30 10:00")
    closed(actor, second, "2026-11-18 10:00")
    with moment.at(local("2026-11-30 11:00")):
        execute(Link(other=second, kind="repeat"), actor("sc.officer"), third)
    made = Row.objects.filter(to__number=first, kind="repeat").order_by("id")
    assert [link.complaint.number for link in made] == [second, third]
    assert {link.rule for link in made} == {"CLO-06"}


@pytest.mark.req("CLO-07")
def test_a_substantiated_case_past_its_limit_that_goes_to_the_regulator_is_an_escalation(actor):
    number = filed(actor, "2026-11-02 10:00")
    closed(actor, number, "2026-11-20 10:00")  # three working days were allowed
    again = filed(actor, "2026-11-25 10:00", link_to=number, link_kind="escalation", **REGULATOR)
    assert case(again).links.get().rule == "CLO-07"


@pytest.mark.req("CLO-07")
def test_after_the_limit_it_is_an_escalation_although_the_case_was_answered_in_time(actor):
    number = filed(actor, "2026-11-02 10:00")
    closed(actor, number, "2026-11-04 10:00")  # within the three working days, which end with the 5th
    inside = filed(actor, "2026-11-05 16:00", **REGULATOR)
    after = filed(actor, "2026-11-06 09:00", **REGULATOR)
    with moment.at(local("2026-11-06 10:00")):
        refusal = refused(inside, Link(other=number, kind="escalation"), actor("sc.officer"))
        assert refusal.rule == "CLO-07"
        execute(Link(other=number, kind="escalation"), actor("sc.officer"), after)
    assert case(after).links.get().rule == "CLO-07"


@pytest.mark.req("CLO-07")
@pytest.mark.parametrize(
    ("taker", "channel", "kind"),
    [
        ("ho.officer", "letter", "escalation"),
        ("ho.officer", "email", "escalation"),
        ("ho.officer", "visit", "escalation"),
        ("ho.officer", "phone_in", "repeat"),  # one telephone number for all units
        ("sc.officer", "letter", "repeat"),  # the unit itself
    ],
)
def test_who_writes_to_the_head_office_after_the_limit_escalates(actor, taker, channel, kind):
    number = filed(actor, "2026-11-02 10:00")
    closed(actor, number, "2026-11-04 10:00")
    given = {"channel": channel, "unit": "sc", "facts_repeated": True}
    again = filed(actor, "2026-11-25 10:00", taker, link_to=number, link_kind=kind, **given)
    assert case(again).links.get().ruled == kind


@pytest.mark.req("CLO-07")
@pytest.mark.parametrize(
    ("closed_at", "validity", "given"),
    [
        ("2026-11-20 10:00", "unsubstantiated", REGULATOR),
        ("2026-11-20 10:00", "substantiated", {}),
    ],
    ids=["unsubstantiated", "not higher"],
)
def test_without_all_three_it_is_a_repeat_and_calling_it_an_escalation_needs_a_reason(
    actor, closed_at, validity, given
):
    number = filed(actor, "2026-11-02 10:00")
    closed(actor, number, closed_at, validity)
    again = filed(actor, "2026-11-25 10:00", **given)
    with moment.at(local("2026-11-25 11:00")):
        refusal = refused(again, Link(other=number, kind="escalation"), actor("sc.officer"))
        assert refusal.rule == "CLO-07"
        assert "重复投诉" in str(refusal) or "Repeat" in str(refusal)
        execute(Link(other=number, kind="escalation", reason="媒体已报道"), actor("sc.officer"), again)
    link = case(again).links.get()
    assert (link.kind, link.ruled, link.reason) == ("escalation", "repeat", "媒体已报道")


@pytest.mark.req("CLO-08")
def test_inside_the_legal_period_the_same_complaint_may_be_merged_and_ends_in_the_other_case(actor, first):
    main = filed(actor, "2026-11-16 10:00")
    again = filed(actor, "2026-11-18 10:00", matters=[{"class_code": "sms", "facts": "短信骚扰"}])
    with moment.at(local("2026-11-18 11:00")):
        execute(Merge(into=main), actor("sc.officer"), again)
    merged = case(again)
    assert merged.state == "merged"
    assert not merged.clocks.filter(status="running").exists()
    assert [entry.command for entry in case(main).journal.order_by("sequence")] == ["register", "absorb"]
    seen = links.merged(links.linked(actor("sc.officer"), case(main)))
    assert [each.case.number for each in seen] == [again]
    assert [matter.class_code for matter in seen[0].matters] == ["payments", "sms"]
    assert len(seen[0].parties) == 1


@pytest.mark.req("CLO-08", "CLK-04")
def test_what_was_received_first_takes_up_what_came_after_though_it_was_entered_later(actor):
    """The province enters on the 20th a letter of the 12th; the counter took the same on the 18th."""
    counter = filed(actor, "2026-11-18 10:00")
    early = {"received_at": "2026-11-12T10:00"}
    with pytest.raises(Refusal) as at_once:
        filed(actor, "2026-11-20 10:00", link_to=counter, link_kind="merge", **early)
    assert (at_once.value.rule, at_once.value.field) == ("CLO-08", "link_to")
    letter = filed(actor, "2026-11-20 10:00", **early)
    with moment.at(local("2026-11-20 11:00")):
        refusal = refused(letter, Merge(into=counter), actor("sc.officer"))
        assert counter in str(refusal)
        execute(Merge(into=letter), actor("sc.officer"), counter)
    assert case(letter).legal_due_at == local("2026-11-28 00:00"), "fifteen days from the 12th"


@pytest.mark.req("CLO-08")
def test_a_filing_can_be_merged_as_it_is_registered(actor):
    main = filed(actor, "2026-11-16 10:00")
    again = filed(actor, "2026-11-18 10:00", link_to=main, link_kind="merge")
    assert case(again).state == "merged"
    assert case(again).links.get().to.number == main
    said = case(main).journal.latest("sequence").facts
    assert (said["number"], said["source"], said["source_before"]) == (again, "direct", "direct")


@pytest.mark.req("CLO-08", "CLS-05")
@pytest.mark.parametrize("at_once", [True, False], ids=["as it is registered", "afterwards"])
@pytest.mark.parametrize(
    ("given", "level", "emergency"),
    [
        ({"designated": True}, "major", "running"),
        ({"level": "difficult"}, "difficult", ""),
    ],
    ids=["designated by the regulator", "difficult by hand"],
)
def test_the_kept_case_takes_over_the_level_and_what_comes_of_it(actor, given, level, emergency, at_once):
    main = filed(actor, "2026-11-16 10:00")
    merging = {"link_to": main, "link_kind": "merge"} if at_once else {}
    again = filed(actor, "2026-11-18 10:00", **given, **merging)
    if not at_once:
        with moment.at(local("2026-11-18 11:00")):
            execute(Merge(into=main), actor("sc.officer"), again)
    kept = case(main)
    assert (kept.level, kept.emergency) == (level, emergency)
    if level == "major":
        assert kept.level_rule
        with pytest.raises(Refusal):
            execute(Reclass(level="general", reason="影响有限"), actor("sc.officer"), main)


@pytest.mark.req("CLO-08", "CLS-05")
@pytest.mark.parametrize("at_once", [True, False], ids=["as it is registered", "afterwards"])
@pytest.mark.parametrize(
    ("others", "count", "level"),
    [
        # Twelve, and twelve of whom one is among the first: twenty-three people.
        (["张一"], 23, "major"),
        # The same people again, however many they say they are: they are counted once.
        ([], 12, "general"),
    ],
    ids=["another group joins", "the same group again"],
)
def test_people_who_join_by_a_merge_are_counted_and_the_same_again_are_not(
    actor, others, count, level, at_once
):
    both = {"complainant_kind": "group", "complainants": 12, "papers": ["members", "representatives"]}
    spoken = {"people": [COMPLAINANT, {"role": "representative", "name": "李二", "phone": "13900002222"}]}
    joining = [{"role": "representative", "name": name, "phone": "13900001111"} for name in others]
    main = filed(actor, "2026-11-16 10:00", **both, **spoken)
    merging = {"link_to": main, "link_kind": "merge"} if at_once else {}
    again = filed(actor, "2026-11-18 10:00", **both, people=[COMPLAINANT, *joining], **merging)
    if not at_once:
        with moment.at(local("2026-11-18 11:00")):
            execute(Merge(into=main), actor("sc.officer"), again)
    kept = case(main)
    assert (kept.complainants, kept.level, bool(kept.level_rule)) == (count, level, level == "major")
    assert kept.emergency == ("running" if level == "major" else "")
    assert recount([kept.pk])["complainants"] == count
    third = filed(actor, "2026-11-19 10:00", **both, people=[COMPLAINANT, *joining], **merging)
    if not at_once:
        with moment.at(local("2026-11-19 11:00")):
            execute(Merge(into=main), actor("sc.officer"), third)
    assert case(main).complainants == count, "who joined before is no new group"


@pytest.mark.req("CLO-08", "CLS-05")
def test_what_is_ordinary_takes_nothing_from_the_level_of_the_kept_case(actor):
    main = filed(actor, "2026-11-16 10:00", designated=True)
    filed(actor, "2026-11-18 10:00", level="difficult", link_to=main, link_kind="merge")
    assert case(main).level == "major"


@pytest.mark.req("CLO-08", "INT-08")
def test_a_complaint_counts_though_it_is_merged_into_a_finding_that_does_not(actor):
    main = filed(actor, "2026-11-16 10:00", channel="phone_out", callback_finding="wrong_contact")
    again = filed(actor, "2026-11-18 10:00", link_to=main, link_kind="merge")
    assert case(main).counted
    assert recount([case(main).pk, case(again).pk])["cases"] == 1


@pytest.mark.req("CLO-08")
@pytest.mark.parametrize(
    ("given", "at", "words"),
    [
        ({"people": [ANOTHER]}, "2026-11-18 10:00", "customers"),
        ({}, "2026-12-10 10:00", "period"),
        ({"policy_number": "P999999"}, "2026-11-18 10:00", "policy"),
        ({"class_code": "claims"}, "2026-11-18 10:00", "matter"),
    ],
    ids=["another customer", "after the period", "another policy", "another matter"],
)
def test_nothing_else_is_merged_whatever_the_remark(actor, given, at, words):
    from django.utils import translation

    main = filed(actor, "2026-11-16 10:00")
    again = filed(actor, at, **given)
    with moment.at(local(at)), translation.override("en"):
        refusal = refused(again, Merge(into=main, remark="客户要求"), actor("sc.officer"))
    assert refusal.rule == "CLO-08"
    assert words in str(refusal)
    assert case(again).state == "registered"
    assert case(main).version == 1


def test_a_closed_case_takes_up_nothing(actor, first):
    again = filed(actor, "2026-11-05 10:00")
    with moment.at(local("2026-11-05 11:00")):
        assert refused(again, Merge(into=first), actor("sc.officer")).rule == "CLO-08"


def test_a_link_that_closes_a_circle_is_refused_with_nothing_half_written(actor, first):
    second = filed(actor, "2026-11-16 10:00", link_to=first, link_kind="repeat")
    third = filed(actor, "2026-11-17 10:00", link_to=second, link_kind="related", link_reason="同一客户")
    refusal = refused(first, Link(other=third, kind="related", reason="同一客户"), actor("sc.officer"))
    assert refusal.field == "other"
    assert not Row.objects.filter(complaint__number=first).exists()
    assert refused(first, Link(other=first, kind="related", reason="x"), actor("sc.officer")).field == "other"


def test_the_database_refuses_a_circle_whoever_writes(actor, first):
    second = filed(actor, "2026-11-16 10:00", link_to=first, link_kind="repeat")
    circle = Row(complaint=case(first), to=case(second), kind="related", rule="-", ruled="related")
    circle.made_at = local("2026-11-17 10:00")
    with pytest.raises(IntegrityError, match="circle"), transaction.atomic():
        circle.save()


def test_one_link_of_a_kind_stands_between_two_cases(actor, first):
    second = filed(actor, "2026-11-16 10:00", link_to=first, link_kind="repeat")
    again = Link(other=first, kind="repeat")
    with moment.at(local("2026-11-16 11:00")):
        assert refused(second, again, actor("sc.officer")).rule == "CLO-06"
        execute(Unlink(other=first, kind="repeat", reason="不是同一事项"), actor("sc.officer"), second)
        execute(again, actor("sc.officer"), second)
    assert [link.stands for link in case(second).links.order_by("id")] == [False, True]
    copy = case(second).links.latest("id")
    copy.pk = None
    with pytest.raises(IntegrityError, match=r"link_once|link_one_first"), transaction.atomic():
        copy.save()


def test_ending_a_link_needs_one_and_keeps_it_on_record(actor, first):
    second = filed(actor, "2026-11-16 10:00")
    with moment.at(local("2026-11-16 11:00")):
        command = Unlink(other=first, kind="repeat", reason="误关联")
        assert refused(second, command, actor("sc.officer")).field == "other"


@pytest.mark.req("CLO-07")
def test_who_sees_the_link_but_not_the_case_is_told_where_to_ask(actor, first):
    second = filed(actor, "2026-11-16 10:00", who="sc.officer", link_to=first, link_kind="repeat")
    Complaint.objects.filter(number=first).update(
        unit=case(second).unit.parent, received_unit=case(second).unit.parent, owner=2, registered_by=2
    )
    with acting_as(actor("sc.handler")) as handler:
        seen = links.linked(handler, case(second))
    assert seen[0].case is None
    assert seen[0].elsewhere.unit.name == "安和人寿总公司"


def test_nobody_links_cases_of_another_province(actor, first):
    other = filed(actor, "2026-11-16 10:00", who="gx.officer")
    with moment.at(local("2026-11-16 11:00")):
        assert refused(other, Link(other=first, kind="repeat"), actor("gx.officer")).rule == "ORG-11"
        assert isinstance(
            refused(first, Link(other=other, kind="repeat"), actor("sc.claims")), Refusal | Forbidden
        )


def test_a_registration_names_case_and_kind_together(actor, first):
    for given in ({"link_to": first}, {"link_kind": "repeat"}, {"link_to": first, "link_kind": "review"}):
        with pytest.raises(Refusal):
            filed(actor, "2026-11-16 10:00", **given)
    assert Complaint.objects.count() == 1
    assert JournalEntry.objects.filter(command="register").count() == 1


@pytest.mark.parametrize(
    ("people", "same"),
    [
        ([COMPLAINANT], True),
        ([COMPLAINANT | {"phone": "13700000000"}], True),
        ([{"name": "刘建国", "phone": "13800001234"}], True),
        ([{"name": "刘建国", "phone": "13711112222"}], True),
        ([{"name": "刘小明", "phone": "13800001234"}], False),
        ([COMPLAINANT | {"id_number": "510101200001011234"}], False),
    ],
    ids=["all", "identity", "phone and name", "name and policy", "a relative's phone", "another identity"],
)
def test_the_same_person_is_known_by_fingerprints_alone(actor, first, people, same):
    again = filed(actor, "2026-11-16 10:00", people=people)
    with moment.at(local("2026-11-16 11:00")):
        if same:
            execute(Link(other=first, kind="repeat"), actor("sc.officer"), again)
        else:
            assert refused(again, Link(other=first, kind="repeat"), actor("sc.officer")).rule == "CLO-06"


def test_evidence_of_a_merged_case_stays_with_its_commands(actor):
    main = filed(actor, "2026-11-16 10:00")
    again = filed(actor, "2026-11-18 10:00", link_to=main, link_kind="merge")
    with pytest.raises(Refusal):
        execute(AttachEvidence(sha256="0" * 64, kind="other", file_name="x"), actor("sc.officer"), again)


@pytest.mark.req("CLO-08", "INT-15")
def test_the_same_person_and_contract_written_otherwise_may_be_merged(actor):
    first = filed(
        actor,
        "2026-11-16 10:00",
        people=[{"name": "古丽·艾力", "phone": "0086-13900001234"}],
        policy_number="Z-510 001",
    )
    again = filed(
        actor,
        "2026-11-17 10:00",
        people=[{"name": "古丽•艾力", "phone": "13900001234"}],
        policy_number="z510001",
        link_to=f" {first.lower()} ",
        link_kind="merge",
    )
    assert case(again).links.get().to.number == first


@pytest.mark.req("CLO-06", "CLO-08")
def test_a_repeat_of_a_merged_filing_is_one_of_the_case_that_took_it_up(actor):
    main = filed(actor, "2026-11-02 10:00")
    again = filed(actor, "2026-11-03 10:00", link_to=main, link_kind="merge")
    closed(actor, main, "2026-11-04 10:00")
    later = filed(actor, "2026-11-12 10:00")
    with moment.at(local("2026-11-12 11:00")):
        execute(Link(other=again, kind="repeat", reason="同一事项"), actor("sc.officer"), later)
    assert case(later).links.get().to.number == main


@pytest.mark.req("CLO-07", "CLO-08", "CLO-09")
@pytest.mark.parametrize("at_once", [True, False], ids=["as it is registered", "afterwards"])
def test_an_escalation_is_not_merged_away_into_a_repeat_of_the_same_case(actor, at_once):
    """It counts as a second case: the first one, open again as a repeat, cannot swallow it."""
    main = filed(actor, "2026-11-02 10:00")
    closed(actor, main, "2026-11-20 10:00")  # three working days were allowed
    repeat = filed(actor, "2026-11-23 10:00", link_to=main, link_kind="repeat")
    with pytest.raises(Refusal) as caught, moment.at(local("2026-11-24 11:00")):
        if at_once:
            filed(actor, "2026-11-24 10:00", "sc.handler", link_to=repeat, link_kind="merge", **REGULATOR)
        else:
            again = filed(actor, "2026-11-24 10:00", link_to=main, link_kind="escalation", **REGULATOR)
            execute(Merge(into=repeat), actor("sc.handler"), again)
    assert caught.value.rule == "CLO-07"
    assert main in str(caught.value)
