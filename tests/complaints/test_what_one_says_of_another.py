"""What one person declares about another waits for a superior's word, and ends without it (ORG-13)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from redress.casework import moment
from redress.casework.refusals import Forbidden, Refusal
from redress.claims import unconfirmed as of_claims
from redress.claims.commands.recuse import AssignClaim, DeclareClaimConflict, OverrideClaimConflict
from redress.claims.door import execute as on_claim
from redress.claims.models import Claim, ClaimEntry, ClaimRecusal
from redress.complaints.executor import execute
from redress.complaints.handling.commands.assign import Assign
from redress.complaints.models import Complaint, JournalEntry, Recusal
from redress.complaints.recusing import unconfirmed as of_cases
from redress.complaints.recusing.commands.recuse import DeclareConflict, OverrideRecusal
from redress.messages.models import Alert, AlertKind
from redress.organisation.models import User
from tests.claims.conftest import handler as handler
from tests.claims.conftest import handles as handles
from tests.claims.conftest import report
from tests.claims.conftest import standard as standard
from tests.complaints.inputs import transfer

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-13")]


class Case:
    """A complaint of sc.officer, whom an intake clerk wants to be rid of."""

    clerk, owner, superior, colleague = "sc.intake", "sc.officer", "sc.manager", "sc.handler"
    entries, recusals, lapse = JournalEntry, Recusal, staticmethod(of_cases.set_aside)

    def __init__(self, actor) -> None:
        self.actor, self.number = actor, execute(transfer(), actor(self.owner)).number

    def __call__(self, command, by: str):
        return execute(command, self.actor(by), self.number)

    def declare(self, by: str, kind: str = "kin", person: str = ""):
        return self(DeclareConflict(person=person or self.owner, kind=kind, reason="听说是亲戚"), by)

    def aside(self, by: str):
        return self(OverrideRecusal(person=self.owner, reason="查无此事"), by)

    def assign(self, to: str, by: str):
        return self(Assign(owner=to, reason="分工"), by)

    @property
    def whose(self) -> str:
        return Complaint.objects.get(number=self.number).owner.username


class OfClaim(Case):
    """The same of a claim."""

    clerk, owner, superior, colleague = "psc.officer", "psc.claims", "psc.manager", "psc.legal"
    entries, recusals, lapse = ClaimEntry, ClaimRecusal, staticmethod(of_claims.set_aside)

    def __init__(self, actor) -> None:
        self.actor, self.number = actor, on_claim(report(), actor(self.owner)).number

    def __call__(self, command, by: str):
        return on_claim(command, self.actor(by), self.number)

    def declare(self, by: str, kind: str = "kin", person: str = ""):
        return self(DeclareClaimConflict(person=person or self.owner, ground=kind, reason="听说是亲戚"), by)

    def aside(self, by: str):
        return self(OverrideClaimConflict(person=self.owner, reason="查无此事"), by)

    def assign(self, to: str, by: str):
        return self(AssignClaim(to=to, reason="分工"), by)

    @property
    def whose(self) -> str:
        return Claim.objects.get(number=self.number).owner.username


@pytest.fixture(params=[Case, OfClaim], ids=["complaint", "claim"])
def file(request, actor, handler, handles, wednesday):
    handles("psc.legal", "psc", "legal")
    return request.param(actor)


def held(file):
    return file.recusals.objects.get()


def later(days: int):
    return moment.at(moment.now() + timedelta(days=days))


def test_it_keeps_out_at_once_and_says_until_when_a_superior_is_to_speak(file, actor):
    done = file.declare(file.clerk)
    assert file.whose != file.owner
    until = held(file).review_by
    assert until is not None
    assert moment.now() < until <= moment.now() + timedelta(days=6)
    assert datetime.fromisoformat(done.facts["review_by"]) == until
    told = Alert.objects.get(kind=AlertKind.CONFLICT).user.username
    assert told not in (file.clerk, file.owner)


def test_nobody_gets_a_file_by_what_they_say_of_its_owner(file):
    by = file.colleague
    file.declare(by)
    assert file.whose not in (file.owner, by) or file.recusals is ClaimRecusal, (
        "only where nobody else is there"
    )


def test_without_a_superiors_word_it_ends_and_the_file_goes_back_on_record(file):
    file.declare(file.clerk)
    with later(2):
        assert file.lapse() == 0
    with later(8):
        assert file.lapse() == 1
        assert file.lapse() == 0
    assert (held(file).overridden_at is None, held(file).overridden_by) == (False, None)
    assert file.whose == file.owner
    last = file.entries.objects.order_by("pk").last()
    assert (last.command, last.by_id) == ("override_recusal", None)


def test_a_superior_who_agrees_confirms_it_and_it_stands(file):
    file.declare(file.clerk)
    after = file.whose
    assert file.declare(file.superior).facts["confirmed"] is True
    assert (held(file).review_by, held(file).confirmed_by.username) == (None, file.superior)
    with later(30):
        assert file.lapse() == 0
    assert file.whose == after
    with pytest.raises(Refusal):
        file.declare(file.superior)


def test_a_superior_who_does_not_agree_sets_it_aside_and_the_file_goes_back(file):
    file.declare(file.clerk)
    file.aside(file.superior)
    assert file.whose == file.owner


def test_it_does_not_go_back_from_whom_it_was_given_to_since(file, handles):
    file.declare(file.clerk)
    taken = file.whose
    if file.recusals is ClaimRecusal:
        handles("psc.manager", "psc", "customer_service")
        to = "psc.manager"
    else:
        to = next(each for each in ("sc.handler", "sc.cshead") if each != taken)
    file.assign(to, taken)
    file.aside(file.superior)
    assert file.whose == to


def test_neither_who_declared_it_nor_a_colleague_confirms_it(file):
    file.declare(file.clerk)
    for username in (file.clerk, file.colleague):
        with pytest.raises(Refusal):
            file.declare(username)
    assert held(file).confirmed_at is None


def test_what_was_set_aside_is_not_declared_again_by_a_clerk(file):
    file.declare(file.clerk)
    file.aside(file.superior)
    for kind in ("kin", "interest", "other"):
        with pytest.raises(Refusal) as refused:
            file.declare(file.clerk, kind)
        assert isinstance(refused.value, Forbidden)
    assert file.whose == file.owner
    file.declare(file.superior)
    assert file.whose != file.owner


def test_of_oneself_it_stands_at_once_and_waits_for_nobody(file):
    file.declare(file.owner)
    assert (held(file).review_by, file.whose != file.owner) == (None, True)
    assert not Alert.objects.filter(kind=AlertKind.CONFLICT).exists()


def test_of_whom_one_stands_in_for_it_is_another_persons_word(file, actor):
    from dataclasses import replace

    from redress.casework import setting_aside
    from redress.organisation.chain import chain

    person = User.objects.get(username=file.owner)
    who = replace(actor(file.colleague), deputises=frozenset({person.pk}))
    units = chain(person.department.unit_id)
    assert not setting_aside.settles(units, who, person)
    assert setting_aside.settles(units, actor(file.owner), person)
