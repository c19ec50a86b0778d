"""What several commands let choose from, of a case and whoever gives them."""

from __future__ import annotations

from enum import Enum
from typing import Any

from django.utils import timezone

from redress.casework.asking import Choices, Option
from redress.complaints.case import Case
from redress.complaints.queries import options, staff_options
from redress.organisation.actor import Actor


def departments(case: Case, actor: Actor) -> list[Option]:
    """Departments that the case can go to (ORG-08)."""
    return options.departments(case)


def colleagues(case: Case, actor: Actor) -> list[Option]:
    """People in the unit of the case and above it, by the names they sign in with."""
    return staff_options.colleagues(case)


def own_orders(case: Case, actor: Actor) -> list[Option]:
    """Orders that wait for an answer of the actor's departments (FLW-03)."""
    return options.open_orders(case, actor, own=True)


def open_orders(case: Case, actor: Actor) -> list[Option]:
    """Orders that wait for an answer, whosever."""
    return options.open_orders(case, actor, own=False)


def approvals(case: Case, actor: Actor) -> list[Option]:
    """What of the case awaits approval (AUT-01)."""
    return options.waiting_approvals(case)


def classes(case: Case, actor: Actor) -> list[Option]:
    """Classes as they were when the complaint came in (CLS-01)."""
    return options.titled(case.rulebook.classes(timezone.localdate(case.row.received_at)))


def reasons(case: Case, actor: Actor) -> list[Option]:
    """Sub-reasons, each under its class (CLS-01)."""
    day = timezone.localdate(case.row.received_at)
    return [
        Option(reason.value, reason.label, kind.label, kind.value)
        for kind in classes(case, actor)
        for reason in options.reasons(case.rulebook, kind.value, day)
    ]


def causes(case: Case, actor: Actor) -> list[Option]:
    """Causes of the rulebook (CLO-02)."""
    return options.titled(case.rulebook.method.causes)


def words(kinds: type[Enum], *, without: frozenset[Any] = frozenset()) -> Choices:
    """The words of a vocabulary besides these."""
    choices: Any = kinds

    def offered(case: Case, actor: Actor) -> list[Option]:
        return [Option(str(value), str(label)) for value, label in choices.choices if value not in without]

    return offered
