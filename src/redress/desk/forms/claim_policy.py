"""What the insurer holds of a claim's policy, beside the report and on the claim's page (CLM-02, SYS-02)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from redress.casework import access, moment
from redress.casework.refusals import Refusal
from redress.claims.queries.lists import Row
from redress.claims.queries.same_policy import on_policy
from redress.desk.forms import reading
from redress.desk.pages import policies as pages
from redress.organisation.actor import Actor
from redress.policies import asking, guides
from redress.policies.kinds import Standing
from redress.policies.port import Asked
from redress.policies.standing import standing
from redress.privacy.kinds import Kind
from redress.privacy.normalising import normalise

MOST = 5


@dataclass(frozen=True, slots=True)
class Panel:
    """The policy, how its cover stands on the day of the loss, and earlier claims on it; or why it is not known."""

    page: pages.Page | None = None
    cover: Standing | None = None
    day: date | None = None
    before: Sequence[Row] = ()
    refusal: Refusal | None = None
    asked: bool = True


def look_up(actor: Actor, number: str, day: date) -> Panel:
    """A refusal is shown in its place: a report is taken all the same."""
    try:
        found = asking.look_up(actor, Asked(number=number), "CLM-02").policies
    except Refusal as refusal:
        access.told(refusal)
        return Panel(refusal=refusal)
    if not found:
        return Panel(day=day)
    kinds = guides.kinds(guides.standard(timezone.localdate(moment.now()), actor.unit))
    return Panel(pages.page(found[0], kinds), standing(found[0], day), day)


def beside(actor: Actor, typed: reading.Typed) -> Panel:
    """The same for what stands in the form of a report, with what was reported on the policy before."""
    number = reading.one(typed, "policy_number")
    if not normalise(number, Kind.POLICY):
        return Panel(asked=False)
    panel = look_up(actor, number, _day(reading.one(typed, "occurred_at")))
    return Panel(panel.page, panel.cover, panel.day, on_policy(actor, number, MOST), panel.refusal)


def _day(given: str) -> date:
    """The day of the loss; today while none is typed."""
    try:
        return datetime.fromisoformat(given).date()
    except ValueError:
        return timezone.localdate(moment.now())
