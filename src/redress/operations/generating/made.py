"""One generated case with everything that hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from redress.complaints import numbers
from redress.operations.generating.course import Step, Times, in_order, times
from redress.operations.generating.narrative import Narrative, narrative
from redress.operations.generating.places import Place
from redress.operations.generating.returning import customer
from redress.privacy.masks import Kind, mask
from redress.rulebook import Event, State

_CHANNELS = (
    ("phone_in", 46), ("visit", 12), ("counter", 8), ("app", 10), ("web", 6), ("letter", 4), ("email", 3),
    ("regulator", 6), ("superior", 2), ("petition", 1), ("sms", 1), ("department", 1),
)  # fmt: skip
_AT_ONCE = frozenset({"phone_in", "visit", "counter"})
_SOURCES = {
    "regulator": "regulator",
    "superior": "superior",
    "department": "department",
    "petition": "regulator",
}
_CLASSES = (
    ("claims", 34), ("solicitation", 20), ("policy_service", 14), ("payments", 10), ("sales_service", 7),
    ("underwriting", 5), ("call_centre", 3), ("counter", 3), ("product", 2), ("sms", 1), ("other", 1),
)  # fmt: skip
_LEVELS = (("general", 93), ("difficult", 5), ("major", 2))
_ABOUT_AN_AGENT = frozenset({"solicitation", "sales_service", "counter", "call_centre"})
_LINES = {"life": "人身保险", "property": "财产保险", "health": "健康保险", "group": "保险"}


@dataclass(slots=True)
class Made:
    """A case as it stands at the end of its course."""

    id: int
    number: str
    place: Place
    received_unit: int
    owner: int
    taken_by: int
    channel: str
    source: str
    class_code: str
    reason_code: str
    level: str
    complexity: str
    emotion: str
    policy_number: str
    about_whom: str
    amount: int | None
    validity: str
    narrative: Narrative
    customer: str
    phone: str
    times: Times
    department: tuple[int, str, str] | None
    steps: list[Step] = field(default_factory=list)

    @property
    def subject(self) -> dict[str, str]:
        """The facts that rulebook conditions see, as a case tells them (Case.subject)."""
        return {
            "channel": self.channel,
            "source": self.source,
            "class": self.class_code,
            "level": self.level,
            "complexity": self.complexity,
            "complainant": "self",
            "unit": self.place.kind,
            "company": self.place.line,
            "flow": "standard",
        }

    @property
    def order_number(self) -> str:
        return f"{self.number}-01"


def make(random: Random, place: Place, case_id: int, until: datetime, open_share: float) -> Made:
    """A case of that unit. The same random state gives the same case."""
    channel = _pick(random, _CHANNELS)
    course = times(random, until, random.random() < open_share, channel in _AT_ONCE)
    class_code = _pick(random, _CLASSES)
    reasons = list(place.rulebook.class_(class_code).reasons)
    who = customer(random)
    said = narrative(random, class_code, who.name)
    made = Made(
        id=case_id,
        number=numbers.number(place.line, course.received, case_id),
        place=place,
        received_unit=place.unit,
        owner=random.choice(place.owners),
        taken_by=random.choice(place.takers),
        channel=channel,
        source=_SOURCES.get(channel, "direct"),
        class_code=class_code,
        reason_code=random.choice(reasons) if reasons and random.random() < 0.9 else "",
        level=_pick(random, _LEVELS),
        complexity="complex" if random.random() < 0.12 else "simple",
        emotion=random.choice(("calm", "dissatisfied", "dissatisfied", "angry", "agitated")),
        policy_number=who.policy_number,
        about_whom=said.slots.get("agent", "") if class_code in _ABOUT_AN_AGENT else "",
        amount=random.randrange(100, 50_000, 50) if random.random() < 0.5 else None,
        validity=random.choice(("substantiated", "unsubstantiated", "unsubstantiated")),
        narrative=said,
        customer=who.name,
        phone=who.phone,
        times=course,
        department=random.choice(place.departments) if place.departments else None,
    )
    made.steps = in_order(_steps(made))
    return made


def _pick(random: Random, weighted: tuple[tuple[str, int], ...]) -> str:
    return random.choices([code for code, _ in weighted], [weight for _, weight in weighted])[0]


def product_line(made: Made) -> str:
    return _LINES[made.place.line]


def _steps(made: Made) -> Iterator[Step]:
    """The commands that lead to the state of the case, each with what it tells the clocks."""
    at, owner = made.times, made.owner
    yield _register(made)
    if at.confirmed:
        words = {"means": "call", "words": f"您好，您的投诉已经受理，编号{made.number}，我们将尽快核实。"}
        facts: dict[str, Any] = {"means": "call", "at": at.confirmed.isoformat()}
        yield Step(
            "confirm", at.confirmed, State.REGISTERED, owner, words, facts, [Event("confirmed", at.confirmed)]
        )
    if at.dispatched:
        yield _dispatch(made, at.dispatched)
    if at.answered and at.state is State.PROPOSED:
        plan = {"plan": made.narrative.say("plans"), "basis": "保险合同约定"}
        facts = {"proposal": 1, "amount": None}
        yield Step(
            "propose", at.answered, State.PROPOSED, owner, plan, facts, [Event("proposed", at.answered)]
        )
    elif at.answered and at.state is State.WITHDRAWN:
        facts = {"received_at": at.answered.isoformat(), "ended_orders": []}
        said = {"request": "客户来电撤回投诉。"}
        yield Step(
            "withdraw", at.answered, State.WITHDRAWN, owner, said, facts, [Event("withdrawn", at.answered)]
        )
    elif at.answered:
        yield _settle(made, at.answered)
    if at.closed:
        facts = {"ended_orders": []}
        yield Step("close", at.closed, State.CLOSED, owner, {}, facts, [Event("closed", at.closed)])
    if at.archived:
        facts = {"retain_until": retain_until(made)}
        yield Step("archive", at.archived, State.ARCHIVED, owner, {}, facts, [Event("archived", at.archived)])


def _register(made: Made) -> Step:
    at, said = made.times, made.narrative
    payload: dict[str, Any] = {
        "channel": made.channel,
        "received_at": at.received.isoformat(),
        "unit": made.place.code,
        "people": [{"name": mask(made.customer, Kind.NAME), "phone": mask(made.phone, Kind.PHONE)}],
        "class_code": made.class_code,
        "reason_code": made.reason_code,
        "level": made.level,
        "facts": said.facts,
        "demand": said.demand,
        "product": said.product,
        "policy_number": made.policy_number,
        "about_whom": made.about_whom,
        "emotion": made.emotion,
    }
    facts = {"owner": made.owner, "unit": made.place.code, "level": made.level, "level_rule": ""}
    events = [Event("received", at.received, subject=made.subject), Event("registered", at.registered)]
    return Step("register", at.registered, State.REGISTERED, made.taken_by, payload, facts, events)


def _dispatch(made: Made, at: datetime) -> Step:
    to = made.department or (0, "", "")
    payload = {"to": to[0], "opinion": made.narrative.say("opinions")}
    facts = {"order": made.order_number, "to": to[0], "copies": []}
    events = [Event("dispatched", at, about=made.order_number)]
    return Step("dispatch", at, State.INVESTIGATING, made.owner, payload, facts, events)


def _settle(made: Made, at: datetime) -> Step:
    payload = {"plan": made.narrative.say("plans"), "basis": "保险合同约定"}
    told = [] if made.times.confirmed else [Event("confirmed", at)]
    events = [*told, Event("settled", at), Event("feedback_accepted", at)]
    return Step("settle", at, State.ANSWERED, made.owner, payload, {"amount": None}, events)


def retain_until(made: Made) -> str:
    """The last day the case is kept, as archiving works it out (CLO-10)."""
    years = max(kept.years for kept in made.place.rulebook.method.retention.values())
    closed = (made.times.closed or made.times.received) + timedelta(hours=8)
    day = min(closed.day, 28) if closed.month == 2 else closed.day
    return f"{closed.year + years}-{closed.month:02d}-{day:02d}"
