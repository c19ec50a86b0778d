"""A step on one thing of a case is offered beside that thing, and nowhere while there is no such thing (FLW-17)."""

from datetime import timedelta

import pytest

from redress.casework import moment
from redress.complaints.closing.commands.judge_person import HearPerson
from redress.complaints.deciding.commands.authorise import Authorise, RevokeAuthorisation
from redress.complaints.executor import execute
from redress.complaints.linking.commands.linking import Link
from redress.complaints.recusing.commands.recuse import DeclareConflict, OverrideRecusal
from redress.organisation.models import User
from tests.complaints.inputs import transfer
from tests.complaints.test_judged_persons import answered, named  # noqa: F401 - a fixture
from tests.complaints.test_rereview import proposed  # noqa: F401 - a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLW-17")]

_ON_ONE_THING = (
    "revoke_authorisation",
    "unlink",
    "override_recusal",
    "hear_person",
    "judge_person",
    "appeal_judgement",
    "decide_appeal",
)


def _read(client, number: str, section: str = "") -> str:
    answer = client.get(f"/case/{number}" + (f"/more/{section}" if section else ""))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_fresh_case_offers_none_of_them(actor, desk, wednesday):
    number = execute(transfer(), actor("sc.officer")).number
    for who in ("sc.officer", "sc.cshead", "sc.manager"):
        client = desk(who)
        shown = [_read(client, number, part) for part in ("", "authority", "links", "judgements")]
        offered = [name for name in _ON_ONE_THING if any(f"/do/{name}" in page for page in shown)]
        assert not offered, who


@pytest.mark.req("AUT-02")
def test_an_authorisation_that_holds_is_revoked_where_it_stands(actor, desk, wednesday):
    number = execute(transfer(), actor("sc.officer")).number
    until = moment.now() + timedelta(days=2)
    execute(
        Authorise(to="cd.officer", amount="20000", reason="出差", expires_at=until),
        actor("sc.manager"),
        number,
    )
    manager = desk("sc.manager")
    link = f"/case/{number}/do/revoke_authorisation?authorisation=1"
    assert link in _read(manager, number, "authority")
    assert link not in _read(desk("sc.officer"), number, "authority"), "who may not give it may not revoke it"
    form = manager.get(link).content.decode()
    assert '<option value="1" selected' in form
    execute(RevokeAuthorisation(authorisation=1, reason="已返回"), actor("sc.manager"), number)
    assert "revoke_authorisation" not in _read(manager, number, "authority")


@pytest.mark.req("CLO-09")
def test_a_link_made_by_hand_is_ended_where_it_stands_by_who_handles_the_later_case(actor, desk, wednesday):
    officer = actor("sc.officer")
    first = execute(transfer(policy_number="P-1"), officer).number
    later = execute(transfer(policy_number="P-2"), officer).number
    execute(Link(other=first, kind="related", reason="同一代理人"), officer, later)
    client = desk("sc.officer")
    link = f"/case/{later}/do/unlink?other={first}&amp;kind=related"
    assert link in _read(client, later, "links")
    assert "/do/unlink" not in _read(client, first, "links"), "the earlier case holds no link of its own"
    assert first in client.get(link.replace("&amp;", "&")).content.decode()
    sent = client.post(f"/case/{later}/do/unlink", {"other": first, "kind": "related", "reason": "误连"})
    assert sent.status_code == 302
    assert "/do/unlink" not in _read(client, later, "links")


@pytest.mark.req("ORG-13")
def test_a_conflict_is_set_aside_where_it_stands_whether_declared_or_seen_in_the_complaint(
    actor, desk, wednesday
):
    name = User.objects.get(username="sc.handler").name
    number = execute(transfer(about="person", about_whom=f"理赔员{name}"), actor("sc.officer")).number
    execute(DeclareConflict(person="sc.claims", kind="kin", reason="亲属"), actor("sc.officer"), number)
    manager = desk("sc.manager")
    page = _read(manager, number, "authority")
    for person in ("sc.handler", "sc.claims"):
        assert f"/case/{number}/do/override_recusal?person={person}" in page, person
    for person in ("sc.handler", "sc.claims"):
        execute(OverrideRecusal(person=person, reason="仅补充材料"), actor("sc.manager"), number)
    page = _read(manager, number, "authority")
    assert "/do/override_recusal" not in page
    assert "仅补充材料" in page


@pytest.mark.req("CLO-13")
def test_what_comes_next_for_a_judged_person_stands_with_the_judgement(answered, actor, desk):  # noqa: F811
    number = answered.number
    named(answered, actor)
    hear = f"/case/{number}/do/hear_person?judgement=1"
    assert hear in _read(desk("cd.sales"), number, "judgements")
    assert "/do/" not in _read(desk("cd.officer"), number, "judgements"), "the person speaks first"
    execute(HearPerson(judgement=1, statement="当日系统故障"), actor("cd.sales"), number)
    assert f"/case/{number}/do/judge_person?judgement=1" in _read(desk("cd.officer"), number, "judgements")
    assert "/do/" not in _read(desk("cd.sales"), number, "judgements")
