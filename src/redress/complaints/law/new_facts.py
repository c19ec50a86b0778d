"""New facts and reasons from the customer: when they are new, and what they bring about (CLK-05, CLO-08)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from redress.casework.refusals import refuse
from redress.clocks.models import Clock
from redress.complaints.kinds import DecisionState
from redress.complaints.models import NewFacts
from redress.rulebook import State

if TYPE_CHECKING:
    from redress.complaints.case import Case
    from redress.organisation.actor import Actor

BACK = {State.PROPOSED: State.INVESTIGATING, State.DECIDED: State.INVESTIGATING}
"""What was proposed or decided and not yet told is thought over again."""


def check(case: Case, what: str, at: datetime, files: Sequence[str] = (), *, fields: tuple[str, str]) -> None:
    """Refuse what restarts nothing. `fields`: where the time and the words were given."""
    if at < case.row.received_at:
        refuse("CLO-08", _("New facts cannot come before the complaint. Check the time."), fields[0])
    restarting = [key for key, rule in case.rulebook.method.clocks.items() if "new_facts" in rule.restarts]
    running = Clock.objects.filter(file_id=case.row.pk, key__in=restarting, status__in=["running", "paused"])
    if not running.exists():
        refuse(
            "CLO-08",
            _(
                "The result has been told, so no limit starts anew. Register the matter again, or take it "
                "as a request for review."
            ),
        )
    _check_new(case, what, files, fields[1])


def _check_new(case: Case, what: str, files: Sequence[str], field: str) -> None:
    """The same words, or only files that came with earlier facts, are nothing new."""
    row = case.row
    earlier = list(row.new_facts.all())
    said = {_plain(text) for text in (row.facts, row.demand, *(facts.what for facts in earlier))}
    known = {file for facts in earlier for file in facts.evidence}
    if _plain(what) in said or (files and known >= set(files)):
        refuse(
            "CLO-08",
            _("The customer has said this before; the limit runs on. Record it as a contact, or merge it."),
            field,
        )


def take(case: Case, actor: Actor, what: str, at: datetime, files: Sequence[str] = ()) -> None:
    """Limits count anew from when the new material was received, as far as that can be shown."""
    at = _counted(case, at, files)
    case.add(
        NewFacts(
            complaint=case.row,
            what=what,
            received_at=at,
            evidence=list(files),
            by_id=actor.id,
            at=case.now,
        )
    )
    for decision in case.row.decisions.filter(state=DecisionState.MADE):
        decision.state = DecisionState.SUPERSEDED
        case.change(decision, "state")
        case.row.decided_at = None
    case.event("new_facts", at=at)


def _counted(case: Case, at: datetime, files: Sequence[str]) -> datetime:
    """Words alone unsay no limit that has passed: without the material they count from their entry (Art. 18(3)).

    What came before the complaint was entered was entered late with it, and counts from when it came (INT-02).
    """
    if at <= case.row.registered_at:
        return at
    restarting = [key for key, rule in case.rulebook.method.clocks.items() if "new_facts" in rule.restarts]
    passed = Clock.objects.filter(
        file_id=case.row.pk, key__in=restarting, status="running", due_at__lte=case.now, due_at__gt=at
    )
    return case.now if not files and passed.exists() else at


def _plain(text: str) -> str:
    """Without spaces and punctuation, so that the same is the same."""
    return re.sub(r"[\W_]+", "", text).casefold()
