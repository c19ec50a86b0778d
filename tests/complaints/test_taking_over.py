"""Who was barred from a merged case is barred from the one that goes on, and its holds hold there (ORG-13, CLO-10)."""

from __future__ import annotations

import pytest
from django.utils import translation

from redress.casework import moment
from redress.casework.models import LegalHold
from redress.casework.refusals import Refusal
from redress.casework.rulebooks import rulebook_of
from redress.complaints.case import Case
from redress.complaints.executor import execute
from redress.complaints.handling.commands.assign import Assign
from redress.complaints.keeping.commands.hold import PlaceHold
from redress.complaints.linking.commands.merging import Merge
from redress.complaints.models import Complaint, Link, Recusal
from redress.complaints.queries import timeline
from redress.complaints.recusing import recusal, standing_aside
from redress.complaints.recusing.commands.recuse import DeclareConflict, OverrideRecusal
from redress.desk.pages import entries
from redress.organisation.models import User
from tests.complaints.stories import case, filed
from tests.fixtures.insurer import local

pytestmark = [pytest.mark.django_db, pytest.mark.req("CLO-08", "ORG-13")]
AT = "2026-11-18 11:00"


def name(person):
    return User.objects.get(username=person).name


def kin(person):
    return DeclareConflict(person=person, kind="kin", reason="投诉人的弟弟")


def merge(actor, again, main, who="sc.officer"):
    with moment.at(local(AT)):
        execute(Merge(into=main), actor(who), again)
    return case(main)


def barred(kept, person):
    found = Complaint.objects.get(pk=kept.pk)
    return recusal.reasons(Case(found, moment.now()), User.objects.get(username=person).pk, "work")


def test_a_declared_conflict_comes_along_and_the_case_leaves_who_must_keep_out(actor, wednesday):
    main = filed(actor, "2026-11-16 10:00", "sc.handler")
    again = filed(actor, "2026-11-18 10:00")
    assert case(main).owner.username == "sc.handler"
    with moment.at(local(AT)):
        execute(kin("sc.handler"), actor("sc.officer"), again)
    kept = merge(actor, again, main)
    assert barred(kept, "sc.handler")
    assert kept.owner.username != "sc.handler"
    assert Recusal.objects.get(complaint=kept).reason == "投诉人的弟弟"
    with pytest.raises(Refusal) as refused, moment.at(local(AT)):
        execute(Assign(owner="sc.handler", reason="轮换"), actor("sc.officer"), main)
    assert refused.value.rule == "ORG-13"


def test_a_case_passes_by_everybody_whom_the_same_merge_bars(actor, wednesday):
    main = filed(actor, "2026-11-16 10:00", "sc.handler")
    again = filed(actor, "2026-11-18 10:00")
    owner = case(main).owner_id
    following = standing_aside.free_owner(Case(case(main), moment.now()), {owner})
    assert following is not None
    next_in_line = User.objects.get(pk=following).username
    doing = "sc.officer" if next_in_line != "sc.officer" else "sc.cshead"
    with moment.at(local(AT)):
        for person in ("sc.handler", next_in_line):
            execute(kin(person), actor(doing), again)
    kept = merge(actor, again, main, doing)
    assert not barred(kept, kept.owner.username)


def test_what_a_superior_set_aside_for_the_one_stands_for_the_other(actor, wednesday):
    main, again = filed(actor, "2026-11-16 10:00"), filed(actor, "2026-11-18 10:00")
    with moment.at(local(AT)):
        for number in (main, again):
            execute(kin("sc.handler"), actor("sc.officer"), number)
        execute(OverrideRecusal(person="sc.handler", reason="仅补充材料"), actor("sc.manager"), main)
    assert not barred(case(main), "sc.handler")
    assert barred(merge(actor, again, main), "sc.handler")
    assert Recusal.objects.filter(complaint__number=main).count() == 1


def test_what_was_set_aside_for_the_merged_case_bars_nobody(actor, wednesday):
    main, again = filed(actor, "2026-11-16 10:00"), filed(actor, "2026-11-18 10:00")
    with moment.at(local(AT)):
        execute(kin("sc.handler"), actor("sc.officer"), again)
        execute(OverrideRecusal(person="sc.handler", reason="仅补充材料"), actor("sc.manager"), again)
    assert not barred(merge(actor, again, main), "sc.handler")


@pytest.mark.parametrize("at_once", [False, True])
@pytest.mark.parametrize("other", ["", "sc.claims"])
def test_whom_the_merged_complaint_names_keeps_out(actor, wednesday, at_once, other):
    named = {"about_whom": f"业务员{name(other)}"} if other else {}
    main = filed(actor, "2026-11-16 10:00", **named)
    merging = {"link_to": main, "link_kind": "merge"} if at_once else {}
    again = filed(actor, "2026-11-18 10:00", about_whom=f"柜员{name('sc.handler')}", **merging)
    kept = case(main) if at_once else merge(actor, again, main)
    assert barred(kept, "sc.handler")
    assert kept.about_whom == (f"业务员{name(other)}" if other else f"柜员{name('sc.handler')}")
    assert not other or barred(kept, other)


def test_who_handled_what_the_merged_case_is_about_keeps_out(actor, wednesday):
    earlier = filed(actor, "2026-11-02 10:00", "sc.handler")
    main, again = filed(actor, "2026-11-16 10:00"), filed(actor, "2026-11-18 10:00")
    made = {"kind": "review", "ruled": "review", "made_at": wednesday}
    Link.objects.create(complaint=case(again), to=case(earlier), **made)
    kept = merge(actor, again, main)
    assert barred(kept, "sc.handler")
    assert [each.kind for each in Recusal.objects.filter(complaint=kept)] == ["handled_before"]


@pytest.mark.req("CLO-10")
def test_a_legal_hold_holds_the_case_that_goes_on(actor, wednesday):
    main, again = filed(actor, "2026-11-16 10:00"), filed(actor, "2026-11-18 10:00")
    with moment.at(local(AT)):
        execute(PlaceHold(reason="法院已立案"), actor("sc.officer"), again)
    kept = merge(actor, again, main)
    assert kept.held
    hold = LegalHold.objects.get(file_id=kept.pk)
    assert (hold.reason, hold.placed_by.username) == ("法院已立案", "sc.officer")
    assert case(again).held


@pytest.mark.req("FLW-08")
def test_the_time_line_says_it_in_words_and_names_the_unit(actor, wednesday):
    main, again = filed(actor, "2026-11-16 10:00"), filed(actor, "2026-11-18 10:00")
    with moment.at(local(AT)):
        execute(kin("sc.handler"), actor("sc.officer"), again)
        execute(PlaceHold(reason="法院已立案"), actor("sc.officer"), again)
    kept = merge(actor, again, main)
    found = [each for each in timeline.page(kept).entries if each.command == "absorb"]
    with translation.override("en"):
        lines = {line.title: line.value for line in entries.shown(kept, found, rulebook_of(kept))[0].lines}
        assert lines["Received by"] == str(kept.received_unit)
    assert "Conflicts of interest" not in lines
    assert "Legal holds" not in lines
