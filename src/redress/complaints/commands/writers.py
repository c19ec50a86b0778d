"""Which commands write which rows beneath a case: the database asks the duties of these of whoever writes (SEC-01).

A table that is not named here, or not for what is done to it, is written by commands of every kind: the journal,
shares, alerts, clocks, what follows from any step. There the database asks whether somebody works on the case at all.
Tests hold every command to this list while it runs; `operations.floor.duties` makes the rules of rows of it.
"""

from __future__ import annotations

from dataclasses import dataclass

_TELLS = (
    "confirm", "decline", "pause", "tell_extension", "record_contact", "record_telling", "record_attempt", "settle",
    "send_letter",
)  # fmt: skip
_GOES_BACK = (
    "decide_review", "order_reinvestigation", "record_callback", "new_facts", "refuse_approval", "take_back_approval",
    "reclass", "amend",
)  # fmt: skip
"""What takes a result back, or may."""
_ENDS = ("close", "withdraw", "transfer_out", "merge", "decline", "dispose", "take_back_import")


@dataclass(frozen=True, slots=True)
class Writers:
    """Names of commands; () are all. `person`: a column of whoever the row is about, who may change it by that."""

    add: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    delete: tuple[str, ...] = ()
    person: str = ""


WRITERS: dict[str, Writers] = {
    "committee_execution": Writers(("rule",), ("report_execution", "rule"), ("dispose",), person="owner_id"),
    "committee_referral": Writers(
        ("refer_to_committee", "dispute_determination"),
        ("put_on_agenda", "rule", "take_back_referral", *_ENDS, *_GOES_BACK),
        ("dispose",),
    ),
    "committee_ruling": Writers(("rule",), ("dispose",), ("dispose",)),
    "complaints_approval": Writers(
        ("propose", "approve", "ask_approval", "ask_extension", *_GOES_BACK),
        ("approve", "refuse_approval", "take_back_approval", *_ENDS, *_GOES_BACK),
        ("dispose",),
    ),
    "complaints_authorisation": Writers(("authorise",), ("revoke_authorisation", "dispose"), ("dispose",)),
    "complaints_callback": Writers(("record_callback", "follow_up"), ("dispose",), ("dispose",)),
    "complaints_casetext": Writers(
        ("register", "import_case"), ("amend", "add_imported_matters"), ("dispose",)
    ),
    "complaints_cause": Writers(
        ("determine", "revise_closure"), ("dispose",), ("determine", "revise_closure", *_GOES_BACK, "dispose")
    ),
    "complaints_contact": Writers((*_TELLS, "record_callback", "ask_extension"), ("dispose",), ("dispose",)),
    "complaints_decision": Writers(
        ("decide", "decide_review"), ("decide", *_TELLS, *_GOES_BACK, "approve", "dispose"), ("dispose",)
    ),
    "complaints_disposal": Writers(("propose_disposal",), ("dispose",), ("refuse_disposal", "dispose")),
    "complaints_earlierlimit": Writers((), ("set_earlier_limit", *_GOES_BACK, "dispose"), ("dispose",)),
    "complaints_emergencyentry": Writers(("report_emergency",), ("dispose",), ("dispose",)),
    "complaints_finding": Writers(("record_finding",), ("dispose",), ("dispose",)),
    "complaints_flowstep": Writers(
        ("verify", "hand_on", "grade", "hand_up"),
        ("verify", "hand_on", "grade", "hand_up", "dispose"),
        ("dispose",),
    ),
    "complaints_judgement": Writers(
        ("name_responsible",),
        ("hear_person", "judge_person", "appeal_judgement", "decide_appeal", "dispose"),
        ("dispose",),
        person="person_id",
    ),
    "complaints_legalhold": Writers((), ("lift_hold", "dispose"), ("dispose",)),
    "complaints_link": Writers(
        ("register", "link", "merge", "open_formal_case", "import_case"), ("unlink", "dispose"), ("dispose",)
    ),
    "complaints_matter": Writers(
        ("register", "import_case", "add_imported_matters"), (*_TELLS, *_GOES_BACK, "dispose"), ("dispose",)
    ),
    "complaints_order": Writers(
        (
            "dispatch",
            "co_handle",
            "hand_down",
            "ask_instruction",
            "hand_on",
            "open_formal_case",
            "joint_meeting",
        ),
        ("reply_order", "refuse_order", "take_back_order", "hand_down", "open_formal_case", *_ENDS),
        ("dispose",),
    ),
    "complaints_paper": Writers(
        ("register", "receive_paper", "set_representatives"), ("dispose",), ("dispose",)
    ),
    "complaints_party": Writers(
        ("register", "set_representatives", "import_case"), ("dispose",), ("set_representatives", "dispose")
    ),
    "complaints_pause": Writers(("pause",), ("resume", *_ENDS), ("dispose",)),
    "complaints_proposal": Writers(
        ("propose", "settle", "decide_review"),
        ("propose", "approve", "give_feedback", "execute", "record_execution", *_GOES_BACK, "dispose"),
        ("dispose",),
    ),
    "complaints_rereview": Writers(("order_reinvestigation",), ("dispose",), ("dispose",)),
    "complaints_review": Writers(("request_review",), (*_TELLS, "decide_review", *_ENDS), ("dispose",)),
    "complaints_revision": Writers(("revise_closure",), ("dispose",), ("dispose",)),
    "complaints_signoff": Writers(
        (), ("sign", "dispose"), ("determine", *_GOES_BACK, "revise_closure", "dispose")
    ),
    "complaints_telling": Writers(_TELLS, ("dispose",), ("dispose",)),
    "complaints_urgingnotice": Writers(("urge", "advance_clock"), ("dispose",), ("dispose",)),
    "evidence_attachment": Writers(("attach_evidence",), ("dispose",), ("dispose",)),
    "letters_letter": Writers(("draft_letter", "reissue_letter", "revise_letter"), (), ("dispose",)),
}
"""By table. Of a merge the case that takes the other up is written as well: what comes in so - holds, grounds to stand
aside, limits of offices, new facts - all may add who work on it, as what makes a case an emergency. A letter goes on
to another counsel with whatever shows that the first must keep out."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "number": (),
    "unit_id": (),
    "received_unit_id": (),
    "registered_by_id": (),
    "registered_at": (),
    "received_at": (),
    "channel": (),
    "import_run_id": (),
    "amount": ("amend", "propose", "decide", "settle", "approve", "decide_review", "dispose"),
    "archived_at": ("archive", "decide_review", "dispose"),
    "class_code": ("reclass", "migrate_rulebook", "dispose"),
    "closed_at": ("close", "revise_closure", *_ENDS, *_GOES_BACK),
    "closed_by_id": ("close", "revise_closure", *_ENDS, *_GOES_BACK),
    "closing_ruling": ("rule", *_GOES_BACK),
    "complexity": ("reclass", "migrate_rulebook", "dispose"),
    "decided_at": ("decide", "settle", *_GOES_BACK),
    "disposed_at": ("dispose",),
    "joint_meeting_at": ("joint_meeting",),
    "main_department_id": (
        "dispatch",
        "hand_on",
        "open_formal_case",
        "refuse_order",
        "take_back_order",
        *_GOES_BACK,
    ),
    "rulebook_id": ("migrate_rulebook",),
    "validity": ("determine", "revise_closure", "settle", "rule", *_GOES_BACK, "dispose"),
}
"""Of the case itself, by column: () is nobody, once it is entered. Others are changed by commands of every kind."""
