"""Join a claim to the catastrophe it comes from: papers fall away, its customer is told what all are told (CLM-03)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from pydantic import Field, PrivateAttr

from redress.casework.asking import Option, Presets, Prompt
from redress.casework.command import Command, Facts
from redress.casework.inputs import Code, RequiredText
from redress.casework.refusals import refuse
from redress.casework.writes import Writes
from redress.claims.catastrophes import hearing, queries
from redress.claims.commands.base import Automatic, ClaimCommand
from redress.claims.commands.papers import PAUSE, still_missing
from redress.claims.file import OpenClaim
from redress.claims.kinds import TAKES, Verdict
from redress.claims.models import Catastrophe
from redress.claims.states import CatastropheState, ClaimState
from redress.organisation.actor import Actor

_AGAINST: Final = {
    "unit": gettext_lazy("the claim belongs to another unit"),
    "line": gettext_lazy("its line of insurance is not among those of the catastrophe"),
    "loss_cause": gettext_lazy("its cause of loss is not among those of the catastrophe"),
    "occurred_at": gettext_lazy("it happened before the catastrophe began or after it was over"),
}


def open_ones(_file: Any, actor: Actor) -> list[Option]:
    """Catastrophes for which reports are taken."""
    return [Option(each.number, f"{each.title} ({each.number})") for each in queries.open_ones(actor)]


def of_report(number: str, actor: Actor) -> Catastrophe:
    """The catastrophe that a claim is joined to. Raises Refusal unless reports are taken for it."""
    found = queries.find(actor, number)
    if found.state != CatastropheState.OPEN:
        refuse(
            "CLM-03",
            _("No more reports are taken for %(title)s. Leave it out, or choose another one.")
            % {"title": found.title},
            field="catastrophe",
        )
    return found


def check_fits(row: Catastrophe, against: str) -> None:
    """Refuse a claim of which something says that its loss is of no such catastrophe."""
    if against:
        refuse(
            "CLM-03",
            _(
                "This claim is not of %(title)s: %(why)s. Choose another catastrophe, or have this one amended."
            )
            % {"title": row.title, "why": _AGAINST[against]},
            field="catastrophe",
        )


def follow(file: OpenClaim, row: Catastrophe, heard: int) -> Facts:
    """Papers that were not received fall away, and the customer hears what all were told since `heard`."""
    known = [code for code, paper in file.rulebook.method.papers.items() if paper.spared]
    spared = []
    for code in sorted(queries.codes_spared(row, known)):
        paper = file.papers.get(code)
        asked = paper is not None and (paper.verdict == Verdict.LACKING or paper.received_at is None)
        if paper is not None and asked and paper.verdict in ("", Verdict.LACKING):
            paper.verdict, paper.checked_at = Verdict.SPARED, file.now
            if not paper._state.adding:
                file.change(paper, "verdict", "checked_at")
            spared.append(code)
    new = [each for each in queries.notices(row) if each.version > max(heard, file.row.catastrophe_version)]
    file.notice = "\n".join(str(each.text) for each in reversed(new))
    if new:
        file.event("catastrophe_told")
    told = sorted(each.version for each in new)
    file.row.catastrophe, file.row.catastrophe_version = row, row.version
    if spared and file.state is ClaimState.SUPPLEMENTING and not still_missing(file):
        # What was asked for is waited for no longer: what is there is checked, and the time is the insurer's again.
        file.event("papers_received")
        file.event("resumed", reason=PAUSE)
    return {"catastrophe": row.number, "spared": [*spared], "notices": [*told]}


def checked_next(file: OpenClaim) -> ClaimState:
    """Where all that was waited for fell away, what is there is checked."""
    waits = file.state is ClaimState.SUPPLEMENTING and still_missing(file)
    return ClaimState.CHECKING if file.state is ClaimState.SUPPLEMENTING and not waits else file.state


class JoinCatastrophe(ClaimCommand):
    """The loss comes from a catastrophe: papers fall away, the customer is told what all are told."""

    name = "join_catastrophe"
    label = gettext_lazy("Join to a catastrophe")
    icon = "storm"
    writes = Writes(change=("claims_claimpaper",), columns=("catastrophe_id", "catastrophe_version"))
    cite = ("CLM-03", "2010-4/27")
    duties = TAKES
    prompts = {"catastrophe": Prompt(choices=open_ones)}

    catastrophe: Code = Field(min_length=1, title=gettext_noop("Catastrophe"))

    _found: Catastrophe = PrivateAttr()

    example = {"catastrophe": "E2026-0000001"}

    @classmethod
    def ready(cls, file: OpenClaim, actor: Actor) -> None:
        if file.row.catastrophe_id is not None:
            refuse("CLM-03", _("The claim is joined to a catastrophe. Nothing needs to be done."))

    @classmethod
    def presets(cls, file: OpenClaim, actor: Actor) -> Presets:
        """What time, place, cause and line propose."""
        found = queries.proposed(file.row, actor) if file is not None else []
        return {"catastrophe": found[0].number} if found else {}

    def check(self, file: OpenClaim, actor: Actor) -> None:
        row, self._found = file.row, of_report(self.catastrophe, actor)
        check_fits(
            self._found,
            queries.against(self._found, row.unit, row.line, row.loss_cause, row.occurred_at),
        )

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        return follow(file, self._found, hearing.heard(self._found, [file])[file.row.pk])

    def leads_to(self, file: OpenClaim) -> ClaimState:
        return checked_next(file)


class LeaveCatastrophe(ClaimCommand):
    """It was joined to a catastrophe by mistake. Papers that fell away are not asked for again (CLM-04)."""

    name = "leave_catastrophe"
    label = gettext_lazy("Not of the catastrophe")
    icon = "unlink"
    writes = Writes(columns=("catastrophe_id", "catastrophe_version"))
    cite = ("CLM-03",)
    duties = TAKES

    reason: RequiredText = Field(title=gettext_noop("Why"))

    example = {"reason": "车辆是洪水前一天在停车场被撞的。"}

    @classmethod
    def ready(cls, file: OpenClaim, actor: Actor) -> None:
        if file.row.catastrophe_id is None:
            refuse("CLM-03", _("The claim is joined to no catastrophe. Nothing needs to be done."))

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        left, file.row.catastrophe = file.row.catastrophe, None
        file.row.catastrophe_version = 0
        return {"catastrophe": left.number if left else ""}


class FollowCatastrophe(Automatic):
    """The catastrophe went on: the customer is told what all are told, once; more papers fall away."""

    name = "follow_catastrophe"
    label = gettext_lazy("Told of the catastrophe")
    icon = "speakerphone"
    cite = ("CLM-03", "2010-4/27")
    within = frozenset(ClaimState) - {ClaimState.WITHDRAWN}

    _found: Catastrophe | None = PrivateAttr(default=None)
    _heard: int = PrivateAttr(default=0)

    @classmethod
    def prepare(cls, work: Sequence[tuple[Command, Any]]) -> None:
        """The catastrophes, and what the customers heard through other claims of theirs, once for the batch."""
        by_row: dict[int, list[OpenClaim]] = {}
        for _given, file in work:
            by_row.setdefault(file.row.catastrophe_id or 0, []).append(file)
        rows = Catastrophe.objects.select_related("unit").in_bulk(by_row)
        heard = {key: hearing.heard(row, by_row[key]) for key, row in rows.items()}
        for given, file in work:
            if isinstance(given, FollowCatastrophe) and file.row.catastrophe_id in rows:
                given._found = rows[file.row.catastrophe_id]
                given._heard = heard[file.row.catastrophe_id][file.row.pk]

    def check(self, file: OpenClaim, actor: Actor) -> None:
        if self._found is None or file.row.catastrophe_version >= self._found.version:
            refuse("CLM-03", _("The claim has followed its catastrophe. Nothing needs to be done."))

    def do(self, file: OpenClaim, actor: Actor) -> Facts:
        assert self._found is not None
        return follow(file, self._found, self._heard)

    def leads_to(self, file: OpenClaim) -> ClaimState:
        return checked_next(file)
