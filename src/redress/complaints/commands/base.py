"""What a command is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import ClassVar

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, JsonValue

from redress.casework.listing import listed
from redress.casework.refusals import NOT_YOUR_DUTY, Forbidden, Refusal
from redress.complaints import recusal
from redress.complaints.case import Case
from redress.complaints.commands.families import Family
from redress.complaints.state_refusals import disposed, wrong_state
from redress.complaints.stated import Span
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.rulebook import OPEN_STATES, State
from redress.rulebook.schema.recusal import Act

Facts = dict[str, JsonValue]
"""What a command says it did; the journal keeps it and a retry is told it again. No personal data."""


class Command(BaseModel):
    """One business operation. Fields are its input; who and from where is data; `check` refuses, `do` changes rows.

    A command opens no transaction, locks nothing, sends nothing: the executor does that once, for all.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_max_length=10_000)

    do_not_call_in_templates: ClassVar[bool] = True
    """Templates show the class; Django would call it."""

    name: ClassVar[str]
    label: ClassVar[str | Promise]
    icon: ClassVar[str]
    """The sign of its entries beside their words, by its name in the Tabler set."""
    example: ClassVar[Facts]
    """What somebody might give, for the description of the API; commands that people give have one."""
    cite: ClassVar[tuple[str, ...]] = ()
    duties: ClassVar[frozenset[Duty]] = frozenset()
    stand_ins: ClassVar[frozenset[Duty]] = frozenset()
    """Duties that are admitted where nobody has one of these."""
    moves: ClassVar[Mapping[State, State]] = {}
    """From which state to which. A command that leaves the state alone lists `within` instead."""
    branches: ClassVar[Mapping[State, tuple[State, ...]]] = {}
    """From which state to which of several, by the input; `leads_to` decides."""
    within: ClassVar[frozenset[State]] = OPEN_STATES
    family: ClassVar[Family] = Family.HANDLING
    """Which part of the method it belongs to."""
    times: ClassVar[Mapping[str, Span]] = {}
    """Every time among its fields, and between which events it lies; none is left out."""
    formerly: ClassVar[Mapping[str, str]] = {}
    """Fields that had another name in entries of before, with that name: what was said stays readable."""
    within_field: ClassVar[Mapping[str, str]] = {}
    """What a rule of several commands calls a field -> the field of this one that what it means stands in."""
    told: ClassVar[frozenset[str]] = frozenset()
    """Fields whose words reach the customer; forms flag phrases there that are not said to customers (COM-08)."""
    reads: ClassVar[tuple[str, ...]] = ()
    """Columns of the case that are read when many are given at once, any other when it is asked for; none: all."""
    act: ClassVar[Act | None]
    """What it is to who must keep out of the case: handling (`work`), an opinion, a review, a decision, or neither.

    Every command says it and there is no default, so that a new one is not forgotten (ORG-13).
    """
    handles: ClassVar[bool] = True
    """Whether who gave it has handled the case; not who only took in, wrote down or passed on."""
    takes_back: ClassVar[bool] = False
    """Whether it is given to cases whose import is being taken back, and to no others."""
    whole_numbers: ClassVar[bool] = False
    """Whether nothing of it, nor of what it says it did, is a number with a fraction: its entry is sealed quicker."""
    primary: ClassVar[bool] = False
    """Whether the command is the natural next step, for the one primary button of a page."""

    @classmethod
    @cache
    def begins_in(cls) -> frozenset[State]:
        """States in which the command may be given."""
        return frozenset(cls.moves) or cls.within

    @classmethod
    def admitted(cls) -> frozenset[Duty]:
        """All duties with which it may be given; the database asks them of who writes what it writes."""
        return cls.duties | cls.stand_ins

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        """Refuse whoever lacks the duty. Default: one of `duties`, in the case's unit or above it (ORG-11)."""
        if not actor.has_over(cls.duties, case.row.unit_id):
            raise cls.forbidden()

    @classmethod
    def forbidden(cls) -> Forbidden:
        return Forbidden("SEC-01", _not_among(cls.label, cls.duties))

    @classmethod
    def ready(cls, case: Case, actor: Actor) -> None:
        """Refuse what can be refused without input; buttons ask this, and the executor too."""

    @classmethod
    def possible(cls, case: Case, actor: Actor) -> Refusal | None:
        """Why the command cannot be given now, whatever its input; None when it can."""
        if case.row.disposed_at is not None:
            return disposed(case.row.number, case.row.state)
        if (state := case.state) not in cls.begins_in():
            return wrong_state(cls.label, state)
        first: Refusal | None = None
        for way in actor.ways:
            try:
                cls.admit(case, way)
                recusal.keep_out(case, way, cls.act)
                cls.ready(case, way)
            except Refusal as refusal:
                first = first or refusal
            else:
                return None
        return first

    @classmethod
    def prepare(cls, work: Sequence[tuple[Command, Case]]) -> None:
        """Read at once what the commands of this kind need for all cases of a batch, after these are locked."""

    def check(self, case: Case, actor: Actor) -> None:
        """Refuse, with a reason, what the rules do not allow."""

    def do(self, case: Case, actor: Actor) -> Facts:
        """Change rows; return what the journal will say."""
        raise TypeError(f"{type(self).__name__} does not say what it does")

    @property
    def touches(self) -> tuple[str, ...]:
        """Numbers of other cases that it changes too; they are locked together with its own."""
        return ()

    def alongside(self, case: Case) -> list[tuple[Accompanying, str]]:
        """After `do`: what is given to the cases it touches, in the same transaction, with their numbers."""
        return []

    def leads_to(self, case: Case) -> State:
        """The state after `do`."""
        return self.moves.get(State(case.row.state), State(case.row.state))


class Creating(Command):
    """A command that makes a case instead of changing one. `enters`: where a case stands that it has made."""

    within: ClassVar[frozenset[State]] = frozenset()
    enters: ClassVar[frozenset[State]] = frozenset({State.REGISTERED})


class Automatic(Command):
    """A command that only the system gives."""

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        if not actor.system:
            raise Forbidden("SEC-01", _("%(command)s is done by the system alone.") % {"command": cls.label})


class Accompanying(Automatic):
    """A command that comes only with another one, on a case which that one touches; the other was admitted."""

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        """Whoever might give the leading command."""


def _not_among_words(command: str | Promise, duties: frozenset[Duty]) -> str:
    needed = listed(duty.label for duty in sorted(duties))
    return NOT_YOUR_DUTY % {"command": command, "duties": needed}


# Said only when asked, as in `wrong_state`.
_not_among = lazy(_not_among_words, str)
