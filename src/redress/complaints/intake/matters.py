"""A case of several matters: an order for each class, and one answer to the customer (INT-09)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from redress.casework.listing import listed
from redress.casework.refusals import refuse
from redress.complaints.case import Case
from redress.complaints.commands import common
from redress.complaints.handling import answering
from redress.complaints.kinds import GONE_BACK, OrderKind
from redress.complaints.models import Matter, Order
from redress.organisation.actor import Actor
from redress.organisation.kinds import DepartmentKind
from redress.organisation.models import Department
from redress.rulebook import Rulebook, Subject
from redress.rulebook.sections.special_flows.schema import STANDARD
from redress.rulebook.words import KEPT_IN, Words


def several(case: Case) -> list[Matter]:
    """The matters of a case that has more than one; none otherwise.

    Another register has a row for each of the same class as well: there it takes two classes.
    """
    matters = list(case.row.matters.all())
    kinds = {each.class_code for each in matters} if case.row.external_number else matters
    return matters if len(kinds) > 1 else []


_ALL: Final = Words(zh="本投诉的全部事项：", en="All matters of this complaint:")


def words(book: Rulebook, class_code: str, reason_code: str = "", language: str = "") -> str:
    """A matter by the titles of its class and reason; in the reader's language unless another is named."""
    language = language or get_language() or "zh"
    entry = book.class_(class_code)
    reason = entry.reasons.get(reason_code)
    return " · ".join(filter(None, [entry.title.get(language), reason.get(language) if reason else ""]))


def describe(case: Case, opinion: str, matters: Sequence[Matter]) -> str:
    """The opinion and all the problems: every department reads the whole complaint (INT-09).

    What the order says stands in one language, whoever gives it.
    """
    lines = [
        f"{matter.position}. {words(case.rulebook, matter.class_code, matter.reason_code, KEPT_IN)}"
        + (f"：{matter.facts}" if matter.facts else "")
        for matter in matters
    ]
    return "\n".join(filter(None, [opinion, _ALL.get(KEPT_IN), *lines]))


def further_flow(case: Case, classes: Sequence[str]) -> str:
    """The special flow that a further matter of the case would take by itself; its limits hold too (INT-09, FLW-11)."""
    found = {by_itself(case, class_code)["flow"] for class_code in classes}
    others = found - {case.row.flow, STANDARD}
    return next((flow for flow in case.rulebook.method.flows if flow in others), "none")


def by_itself(case: Case, class_code: str) -> Subject:
    """The facts of the case with that matter alone: its class, and the flow that it takes by itself. A claim on what a
    bank sold is a claims complaint, whatever else the customer complains of (FLW-12)."""
    book = case.rulebook
    alone = case.subject.with_(class_=class_code)
    if "processing" in book.method.bridges:
        to = book.bridge(
            class_code, "", "processing", sale_stage=alone["sale_stage"], channel=alone["channel"]
        )
        alone = alone.with_(processing=to or "")
    return alone.with_(flow=book.flow_for(alone))


def further_orders(
    case: Case, main: Order, main_to: Department, matters: Sequence[Matter], actor: Actor
) -> list[Order]:
    """An order for every class beside that of the main order, to the department that answers for it (ORG-08)."""
    have = {
        order.class_code
        for order in case.row.orders.all()
        if order.state not in GONE_BACK and order.kind == OrderKind.CO_HANDLING
    }
    wanted = dict.fromkeys(matter.class_code for matter in matters)
    issued = []
    for class_code in wanted:
        if class_code == main.class_code or class_code in have:
            continue
        route = case.rulebook.route(by_itself(case, class_code))
        to = answering.nearest(case, DepartmentKind(route.to), common.ANSWERS) or main_to
        order = common.issue(case, OrderKind.CO_HANDLING, to, main.opinion, actor, class_code=class_code)
        case.event("co_ordered", about=order.number)
        # Those that answer together with it are told, as they would be of the main order.
        for kind in route.copies:
            beside = answering.nearest(case, DepartmentKind(kind), common.ANSWERS)
            if beside is not None and beside not in (to, main_to):
                common.copy(case, beside.pk, order)
        issued.append(order)
    return issued


def check_gathered(case: Case) -> None:
    """The customer is told once: with the opinions of all departments, or after a joint meeting (INT-09)."""
    waiting = [order for order in case.open_orders() if order.class_code]
    if waiting and case.row.joint_meeting_at is None:
        refuse(
            "INT-09",
            _(
                "The complaint has several matters and the customer is told once. Still without an answer: %(orders)s. "
                "Wait for all opinions, or hold a joint meeting and record it."
            )
            % {"orders": listed(order.number for order in waiting)},
        )


def check_who_tells(case: Case) -> None:
    """The result of several matters is told by customer service alone, not by each department (INT-09)."""
    if several(case):
        refuse(
            "INT-09",
            _(
                "The complaint has several matters: customer service tells the customer the "
                "result, once for all. Ask customer service to tell it."
            ),
            field="kind",
        )
