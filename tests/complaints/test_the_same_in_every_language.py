"""What stories leave behind is the same whatever language the screens of those who act are in (FLW-08).

Journal, registers, alerts and messages keep codes, ids and what people wrote. What the house says of them is said in
the language of whoever reads it, and what a customer is sent is in the customer's.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from itertools import zip_longest
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from redress.assembly import BY_NAME
from redress.complaints.case import Case
from redress.complaints.executor import execute
from redress.complaints.models import CaseText, Complaint, JournalEntry, Recusal
from redress.complaints.recusing.commands.recuse import DeclareConflict
from redress.letters.models import Letter
from redress.organisation.actor import Actor
from redress.organisation.models import User
from redress.privacy.fields import BlindIndexField
from tests.assessment import measures_and_checks
from tests.complaints import (
    every_command,
    test_emergencies,
    test_flows,
    test_keeping,
    test_order_chain,
    test_somebody_is_there,
    test_taking_over,
    test_ways_back,
)
from tests.complaints.inputs import transfer
from tests.organisation import people_and_posts
from tests.walkthroughs import (
    test_e_banca,
    test_f_twenty_five_together,
    test_g_again_and_higher,
    test_h_the_laws_long_way,
    test_n_transfer_meets_counter_case,
    test_o_twenty_at_the_bank,
)

pytestmark = [pytest.mark.django_db, pytest.mark.req("FLW-08")]

STORIES: dict[str, Callable[..., None]] = {
    "banca": test_e_banca.test_a_missold_policy_is_refunded_in_full_and_closed_in_five_working_days,
    "together": test_f_twenty_five_together.test_twenty_five_together_from_the_reception_to_the_close,
    "again": test_g_again_and_higher.test_one_case_two_times_then_a_second_case,
    "law": test_h_the_laws_long_way.test_the_laws_long_way,
    "transfer": test_n_transfer_meets_counter_case.test_a_transfer_that_meets_a_counter_case_is_closed_by_the_province,
    "team": test_emergencies.test_only_the_heads_change_the_team,
    "ladder": test_flows.test_underwriting_climbs_one_rung_at_a_time,
    "handed over": test_keeping.test_a_case_that_was_handed_over_has_a_date_of_retention_too,
    "up and down": test_order_chain.test_a_department_hands_down_asks_papers_and_is_asked_for_instruction,
    "back with the order": test_somebody_is_there.test_what_was_handed_on_goes_back_with_the_order,
    "set aside": test_taking_over.test_what_a_superior_set_aside_for_the_one_stands_for_the_other,
    "held": test_taking_over.test_a_legal_hold_holds_the_case_that_goes_on,
    "thought over": test_ways_back.test_a_decision_that_nobody_was_told_is_thought_over_again_within_a_limit,
    "earlier limit": (
        test_ways_back.test_an_earlier_limit_of_an_office_holds_on_when_the_agreement_that_met_it_is_taken_back
    ),
    "bank": test_o_twenty_at_the_bank.test_twenty_at_the_bank_go_to_the_committee_and_keep_the_limit_of_their_grade,
    "kept and destroyed": every_command.kept_and_destroyed,
    "judged": every_command.judged,
    "asked and refused": every_command.asked_and_refused,
    "orders and links": every_command.orders_and_links,
    "people and papers": every_command.people_and_papers,
    "written": every_command.written,
    "before the committee": every_command.before_the_committee,
    "taken over": every_command.taken_over,
    "moved": every_command.moved,
    "imported and urged": every_command.imported_and_urged,
    "again and withdrawn": every_command.again_and_withdrawn,
    "centralised and reviewed": every_command.centralised_and_reviewed,
    "kept out and called back": every_command.kept_out_and_called_back,
    "people and posts": people_and_posts.people_and_posts,
    "measures and checks": measures_and_checks.measures_and_checks,
}
GIVEN: dict[str, str] = {
    "banca": (
        "approve close determine dispatch draft_letter execute give_feedback grade hand_on pass_letter "
        "propose record_callback record_finding register reply_order return_letter revise_letter "
        "send_letter sign submit_letter"
    ),
    "together": (
        "attach_evidence end_emergency open_formal_case put_on_agenda refer_to_committee "
        "report_emergency report_execution rule"
    ),
    "again": "settle",
    "law": (
        "ask_extension confirm decide decide_review new_facts pause record_contact record_telling "
        "request_review resume tell_extension"
    ),
    "transfer": "absorb merge set_earlier_limit",
    "team": "set_emergency_member",
    "ladder": "hand_up",
    "handed over": "transfer_out",
    "up and down": "ask_instruction hand_down",
    "back with the order": "take_back_order",
    "set aside": "declare_conflict override_recusal",
    "held": "place_hold",
    "earlier limit": "order_reinvestigation",
    "bank": "amend",
    "kept and destroyed": (
        "revise_closure follow_up archive lift_hold propose_disposal refuse_disposal dispose"
    ),
    "judged": "name_responsible hear_person judge_person appeal_judgement decide_appeal",
    "asked and refused": (
        "verify take_back_approval refuse_approval authorise revoke_authorisation reclass "
        "start_emergency assign urge"
    ),
    "orders and links": "link unlink co_handle joint_meeting refuse_order record_attempt",
    "people and papers": "set_representatives receive_paper decline",
    "written": "drop_letter record_execution reissue_letter",
    "before the committee": "take_back_referral dispute_determination",
    "taken over": "import_case add_imported_matters recompute_clocks take_back_import advance_clock",
    "moved": "migrate_rulebook",
    "imported and urged": "import_case urge",
    "again and withdrawn": "withdraw",
    "centralised and reviewed": "ask_approval",
    "kept out and called back": "record_callback",
}
"""Which commands a story gives, as far as no story before it does; each is seen in the journal."""
NUMBERS = re.compile(
    r"\b[A-Z]{1,3}\d{4}-\d+(-\d+)?\b|\b[A-Z]+-[CLJ]-\d{4}-\d{3}\b|\b[0-9a-f]{16,}\b|\b[0-9a-f-]{36}\b|\d+"
)
"""Numbers of cases, papers and sessions, hashes, keys of rows: they go on counting from one telling to the next."""


def told(value: Any) -> Any:
    """The words and codes of a value, without what counts on."""
    if isinstance(value, dict):
        return {key: told(each) for key, each in sorted(value.items())}
    if isinstance(value, (list, tuple)):
        return [told(each) for each in value]
    if isinstance(value, str):
        return NUMBERS.sub("0", value)
    return type(value).__name__


CHANCE = {(Letter, "code"), (User, "password")}
JOURNALS_OF_ITS_OWN = {"organisation", "committee", "assessment"}
"""Rooms that change without a case as well: people and posts, sessions, measures."""


def kept() -> Iterator[type[models.Model]]:
    """Every table whose rows belong to a case, and that of the cases; of a case's text there are keyed prints only.
    And those of the rooms that write journals of their own."""
    for model in apps.get_models():
        if model is CaseText:
            continue
        of_a_case = model is Complaint or any(
            field.name in ("complaint", "file") for field in model._meta.fields
        )
        if of_a_case or model._meta.app_label in JOURNALS_OF_ITS_OWN:
            yield model


def says_something(field: models.Field) -> bool:
    """Not a key, a time, a print, nor what is chance: the code on a letter, a password that nobody has chosen yet."""
    silent = (BlindIndexField, models.DateTimeField, models.AutoField, models.ForeignKey)
    digest = (
        type(field) is models.BinaryField
    )  # what is encrypted is of a kind of its own, and says something
    return not (digest or isinstance(field, silent)) and (field.model, field.name) not in CHANCE


def left_behind() -> dict[str, list[str]]:
    """Table -> what its rows say, in the order in which they were written."""
    found = {}
    for model in kept():
        said = [field.attname for field in model._meta.concrete_fields if says_something(field)]
        found[model._meta.label] = [
            repr([(name, told(getattr(row, name))) for name in said])
            for row in model._base_manager.order_by("pk")
        ]
    return found


def differences(story: Callable[[], object]) -> list[tuple[str, str | None, str | None]]:
    """(table, row after Chinese, row after English) where the story leaves something else."""
    left, before_all = {}, left_behind()
    for language in ("zh-hans", "en"):
        before = transaction.savepoint()
        with translation.override(language):
            story()
        left[language] = left_behind()
        transaction.savepoint_rollback(before)
    assert left["en"] != before_all, "it was told"
    return [
        (table, chinese, english)
        for table, rows in left["zh-hans"].items()
        for chinese, english in zip_longest(rows, left["en"][table])
        if chinese != english
    ]


@pytest.mark.parametrize("story", STORIES)
def test_a_story_told_in_chinese_and_in_english_leaves_the_same(story, request):
    takes = inspect.signature(STORIES[story]).parameters
    given = {name: request.getfixturevalue(name) for name in takes}
    commands: set[str] = set()

    def tell() -> None:
        STORIES[story](**given)
        commands.update(JournalEntry.objects.values_list("command", flat=True))

    assert differences(tell) == []
    assert set(GIVEN.get(story, "").split()) <= commands


def test_every_command_is_given_in_one_of_the_stories():
    assert GIVEN.keys() <= STORIES.keys()
    assert {name for names in GIVEN.values() for name in names.split()} == set(BY_NAME)


@pytest.mark.parametrize("where", ["what it says it did", "a register"])
def test_a_word_of_the_screen_that_a_command_keeps_is_seen(where, actor, wednesday, monkeypatch):
    def do(self: DeclareConflict, case: Case, by: Actor) -> dict[str, object]:
        if where == "a register":
            kept = {
                "person_id": by.id,
                "kind": "kin",
                "reason": _("Handed to"),
                "by_id": by.id,
                "at": case.now,
            }
            case.add(Recusal(complaint=case.row, **kept))
            return {}
        return {"kind": _("Handed to")}

    monkeypatch.setattr(DeclareConflict, "do", do)

    def story() -> None:
        number = execute(transfer(), actor("sc.officer")).number
        execute(DeclareConflict(person="sc.handler", kind="kin", reason="亲属"), actor("sc.officer"), number)

    differ = differences(story)
    assert len(differ) == 1
    assert "交给" in str(differ[0][1])
    assert "Handed to" in str(differ[0][2])


def test_words_that_count_on_are_left_out_and_no_others():
    assert told({"number": "L2026-0000012-01", "words": "已联系 3 次", "id": 7}) == {
        "id": "int",
        "number": "0",
        "words": "已联系 0 次",
    }
