"""What the desk offers on a case is what the API says can be done, for whoever asks and wherever the case stands."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from redress.assembly import FOR_PEOPLE
from redress.casework import moment
from redress.complaints.closing.commands.judge_person import (
    AppealJudgement,
    DecideAppeal,
    HearPerson,
    JudgePerson,
    NameResponsible,
)
from redress.complaints.commands.on_one import OnOne
from redress.complaints.deciding.commands.authorise import Authorise
from redress.complaints.executor import execute
from redress.complaints.keeping.commands.hold import LiftHold, PlaceHold
from redress.complaints.law.commands.extend import AskExtension
from redress.complaints.letters.draft import DraftLetter, DropLetter, ReissueLetter
from redress.complaints.letters.review import ReturnLetter, SubmitLetter
from redress.complaints.linking.commands.linking import Link, Unlink
from redress.complaints.models import Complaint
from redress.complaints.recusing.commands.recuse import DeclareConflict, OverrideRecusal
from redress.desk.sections.registry import SECTIONS
from redress.letters.models import Letter
from tests.committee.conftest import before_committee
from tests.complaints.inputs import department, transfer
from tests.complaints.stories import closed, filed
from tests.fixtures.insurer import local
from tests.letters.inputs import drafted, proposed, reviewed

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLW-17", "SYS-01")]

ON_ONE = {kind.name for kind in FOR_PEOPLE if issubclass(kind, OnOne)}
PARTS = ("", *(f"/more/{section.key}" for section in SECTIONS))
EVERYBODY = (
    "sc.officer",
    "sc.cshead",
    "sc.manager",
    "sc.legal",
    "sc.claims",
    "sc.handler",
    "cd.officer",
    "cd.cshead",
    "cd.sales",
    "ho.auditor",
    "ho.officer",
)


def _drafted_for_claims(actor):
    number = proposed(actor("sc.officer"), actor("sc.claims"))
    execute(DraftLetter(kind="claims_decision"), actor("sc.officer"), number)
    return number


def _fresh(actor):
    return execute(transfer(), actor("sc.officer")).number


def _authorised(actor):
    number = _fresh(actor)
    until = moment.now() + timedelta(days=2)
    given_ = Authorise(to="cd.officer", amount="20000", reason="出差", expires_at=until)
    execute(given_, actor("sc.manager"), number)
    return number


def _conflicted(actor):
    number = execute(transfer(about="person", about_whom="理赔员"), actor("sc.officer")).number
    execute(DeclareConflict(person="sc.claims", kind="kin", reason="亲属"), actor("sc.officer"), number)
    return number


def _set_aside(actor):
    number = _conflicted(actor)
    execute(OverrideRecusal(person="sc.claims", reason="仅补充材料"), actor("sc.manager"), number)
    return number


def _linked(actor):
    first = filed(actor, "2026-11-02 10:00")
    more = {"link_to": first, "link_kind": "related", "link_reason": "同一客户"}
    return filed(actor, "2026-11-16 10:00", **more)


def _unlinked(actor):
    first, number = filed(actor, "2026-11-02 10:00"), filed(actor, "2026-11-16 10:00")
    execute(Link(other=first, kind="related", reason="同一客户"), actor("sc.officer"), number)
    execute(Unlink(other=first, kind="related", reason="误连"), actor("sc.officer"), number)
    return number


def _held(actor):
    number = _fresh(actor)
    execute(PlaceHold(reason="诉讼"), actor("sc.officer"), number)
    return number


def _lifted(actor):
    number = _held(actor)
    execute(LiftHold(reason="判决生效"), actor("sc.officer"), number)
    return number


def _asked(actor):
    number = execute(transfer(source="direct", complexity="complex"), actor("cd.officer")).number
    execute(AskExtension(reason="病历在外省"), actor("cd.officer"), number)
    return number


def _drafted(actor):
    number = proposed(actor("sc.officer"), actor("sc.claims"))
    drafted(number, actor("sc.officer"))
    return number


def _submitted(actor):
    number = _drafted(actor)
    execute(SubmitLetter(letter=Letter.objects.latest("pk").number), actor("sc.officer"), number)
    return number


def _dropped(actor):
    number = _drafted(actor)
    dropped = DropLetter(letter=Letter.objects.latest("pk").number, because="重复")
    execute(dropped, actor("sc.officer"), number)
    return number


def _issued_again(actor):
    number = proposed(actor("sc.officer"), actor("sc.claims"))
    letter = reviewed(number, actor("sc.officer"), actor("sc.legal"))
    execute(ReissueLetter(letter=letter, because="金额有误"), actor("sc.officer"), number)
    return number


def _form_drafted(actor):
    number = filed(actor, "2026-11-16 10:00")
    execute(DraftLetter(kind="visit_form"), actor("sc.officer"), number)
    return number


def _referred(actor):
    return before_committee(actor)[0]


def _closed(actor):
    number = filed(actor, "2026-11-16 10:00")
    closed(actor, number, "2026-11-17 15:00")
    return number


def _judged(actor, steps):
    number = filed(actor, "2026-11-16 10:00")
    closed(actor, number, "2026-11-17 15:00")
    named = NameResponsible(person="cd.sales", department=department("sc", "sales"), because="未做风险提示")
    finding = {"finding": "responsible", "reasons": "录音缺提示"}
    course = (
        (named, "sc.officer"),
        (HearPerson(judgement=1, statement="当日系统故障"), "cd.sales"),
        (JudgePerson(judgement=1, owner_view="客户陈述一致", **finding), "sc.officer"),
        (AppealJudgement(judgement=1, grounds="已请示主管"), "cd.sales"),
        (DecideAppeal(judgement=1, **finding), "sc.manager"),
    )
    for command, who in course[:steps]:
        execute(command, actor(who), number)
    return number


STORIES = {
    "fresh": _fresh,
    "authorised": _authorised,
    "conflicted": _conflicted,
    "set aside": _set_aside,
    "linked": _linked,
    "unlinked": _unlinked,
    "held": _held,
    "lifted": _lifted,
    "asked": _asked,
    "letter drafted": _drafted,
    "letter submitted": _submitted,
    "letter dropped": _dropped,
    "letter issued again": _issued_again,
    "form drafted": _form_drafted,
    "referred": _referred,
    "closed": _closed,
    **{f"judged {n}": (lambda actor, n=n: _judged(actor, n)) for n in range(1, 6)},
}


def listed(caller, who, number):
    """What the API says can be done, or None where the case does not exist for the caller."""
    answer = caller(who).get(f"/complaints/{number}/commands")
    if answer.status_code == 404:
        return None
    return {each["command"] for each in answer.json()["items"] if each["possible"]}


def offered(desk, who, number):
    """What the desk offers on the page of the case and beside its things, or None where it shows none."""
    client, found = desk(who), set()
    for part in PARTS:
        page = client.get(f"/case/{number}{part}")
        if page.status_code == 404:
            return None
        found |= set(re.findall(rf"/case/{number}/do/(\w+)", page.content.decode()))
    return found


@settings(
    max_examples=25, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(story=st.sampled_from(sorted(STORIES)), who=st.sampled_from(EVERYBODY))
def test_the_api_lists_what_the_desk_offers(story, who, actor, desk, caller):
    with transaction.atomic(), moment.at(local("2026-11-18 10:00")):
        number = STORIES[story](actor)
        assert listed(caller, who, number) == offered(desk, who, number)
        transaction.set_rollback(True)


@pytest.mark.parametrize("who", ["sc.officer", "sc.cshead", "sc.manager"])
def test_a_fresh_case_has_nothing_to_revoke_to_lift_or_to_take_back(caller, actor, wednesday, who):
    possible = listed(caller, who, _fresh(actor))
    assert not possible & (ON_ONE | {"lift_hold", "take_back_approval", "take_back_referral", "resume"})


def test_a_command_on_one_thing_says_which_things_there_are(caller, actor, wednesday):
    number = _authorised(actor)
    items = caller("sc.manager").get(f"/complaints/{number}/commands").json()["items"]
    (revoke,) = [each for each in items if each["command"] == "revoke_authorisation"]
    assert (revoke["possible"], revoke["about"]) == (True, [{"authorisation": 1}])
    body = revoke["about"][0] | {"reason": "已返回"}
    assert caller("sc.manager").give(number, "revoke_authorisation", body).status_code == 200
    items = caller("sc.manager").get(f"/complaints/{number}/commands").json()["items"]
    (revoke,) = [each for each in items if each["command"] == "revoke_authorisation"]
    assert (revoke["possible"], revoke["about"], revoke["rule"]) == (False, [], "FLW-17")
    assert "Revoke an authorisation" in revoke["because"]


@pytest.mark.parametrize("who", ["sc.officer", "sc.legal"])
def test_what_is_possible_is_asked_in_as_many_queries_for_many_letters_as_for_one(
    who, actor, caller, wednesday
):
    number, asking = _submitted(actor), caller(who)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert asking.get(f"/complaints/{number}/commands").status_code == 200
        return len(asked)

    queries()
    one = queries()
    for _ in range(3):
        drafted(number, actor("sc.officer"))
        execute(SubmitLetter(letter=Letter.objects.latest("pk").number), actor("sc.officer"), number)
    assert queries() == one


@pytest.mark.parametrize(
    ("who", "taken"), [("sc.officer", DropLetter), ("sc.legal", ReturnLetter)], ids=["drop", "return"]
)
def test_a_letter_can_be_given_up_or_returned_after_its_case_was_classed_anew(
    who, taken, actor, caller, desk
):
    with moment.at(local("2026-11-18 10:00")):
        number = _submitted(actor) if taken is ReturnLetter else _drafted_for_claims(actor)
        Complaint.objects.filter(number=number).update(class_code="counter")
        letter = Letter.objects.latest("pk").number
        assert taken.name in listed(caller, who, number)
        assert taken.name in offered(desk, who, number)
        given = {"because": "已改类"} if taken is DropLetter else {"remark": "已改类，请重写"}
        execute(taken(letter=letter, **given), actor(who), number)


@pytest.mark.req("ORG-13")
def test_many_conflicts_are_shown_in_as_many_queries_as_one(actor, caller, desk, wednesday):
    number = _fresh(actor)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert caller("sc.manager").get(f"/complaints/{number}/commands").status_code == 200
            assert desk("sc.manager").get(f"/case/{number}/more/authority").status_code == 200
        return len(asked)

    def declare(person):
        execute(DeclareConflict(person=person, kind="kin", reason="亲属"), actor("sc.officer"), number)

    declare("sc.claims")
    queries()
    one = queries()
    for person in ("sc.handler", "sc.finance", "sc.business"):
        declare(person)
    assert queries() == one
