"""What a command is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from redress.casework import command as casework
from redress.casework.refusals import Forbidden, Refusal, forbidden
from redress.complaints.case import Case
from redress.complaints.commands.families import Family
from redress.complaints.recusing import recusal
from redress.complaints.state_refusals import disposed, wrong_state
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty
from redress.rulebook import OPEN_STATES, State
from redress.rulebook.sections.recusal.schema import Act


class Command(casework.Command):
    """A command on a complaint."""

    stand_ins: ClassVar[frozenset[Duty]] = frozenset()
    """Duties that are admitted where nobody has one of these."""
    moves: ClassVar[Mapping[State, State]] = {}
    """From which state to which. A command that leaves the state alone lists `within` instead."""
    branches: ClassVar[Mapping[State, tuple[State, ...]]] = {}
    """From which state to which of several, by the input; `leads_to` decides."""
    within: ClassVar[frozenset[State]] = OPEN_STATES
    family: ClassVar[Family] = Family.HANDLING
    """Which part of the method it belongs to."""
    told: ClassVar[frozenset[str]] = frozenset()
    """Fields whose words reach the customer; forms flag phrases there that are not said to customers (COM-08)."""
    reads: ClassVar[tuple[str, ...]] = ()
    """Columns of the case that are read when many are given at once, any other when it is asked for; none: all."""
    act: ClassVar[Act | None]
    """What it is to who must keep out of the case: handling (`work`), an opinion, a review, a decision, or neither.

    Every command says it and there is no default, so that a new one is not forgotten (ORG-13).
    """
    settles: ClassVar[str] = ""
    """What closing or an opinion waits for and it gives, by its key."""
    went: ClassVar[str | Promise] = ""
    """What is said once it is done, of one that goes to a department: `%(department)s`, by the `to` of its facts."""
    handles: ClassVar[bool] = True
    """Whether who gave it has handled the case; not who only took in, wrote down or passed on."""
    takes_back: ClassVar[bool] = False
    """Whether it is given to cases whose import is being taken back, and to no others."""
    primary: ClassVar[bool] = False
    """Whether the command is the natural next step, for the one primary button of a page."""

    @classmethod
    @cache
    def begins_in(cls) -> frozenset[State]:
        """States in which the command may be given."""
        return frozenset(cls.moves) or cls.within

    @classmethod
    def admitted(cls) -> frozenset[Duty]:
        return cls.duties | cls.stand_ins

    @classmethod
    def states_around(cls) -> frozenset[str]:
        return cls.begins_in().union(cls.moves.values(), *cls.branches.values())

    @classmethod
    def misplaced(cls, file: Case) -> Refusal | None:
        """Why it cannot be given in the state of the case, or because its content is no more; None when it can."""
        row = file.row
        if row.disposed_at is not None:
            return disposed(row.number, row.state)
        return None if cls.begins(file.state) else wrong_state(cls.label, file.state)

    @classmethod
    def begins(cls, state: State) -> bool:
        """Whether a case stands where it may be given; one that makes a case asks for none."""
        return cls.creates or state in cls.begins_in()

    @classmethod
    def admit(cls, file: Case, actor: Actor) -> None:
        """Refuse whoever lacks the duty. Default: one of `duties`, in the case's unit or above it (ORG-11)."""
        if not actor.has_over(cls.duties, file.row.unit_id):
            raise cls.forbidden()

    @classmethod
    def forbidden(cls) -> Forbidden:
        return forbidden(cls.label, cls.duties)

    def keep_out(self, file: Case, actor: Actor) -> None:
        """Refuse who must keep out of what it does (ORG-13)."""
        recusal.keep_out(file, actor, self.act)

    @classmethod
    def possible(cls, case: Case, actor: Actor) -> Refusal | None:
        """Why the command cannot be given now, whatever its input; None when it can."""
        misplaced = cls.misplaced(case)
        return cls.hindered(case, actor) if misplaced is None else misplaced

    @classmethod
    def hindered(cls, case: Case, actor: Actor) -> Refusal | None:
        """The same where the case stands where it begins."""
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

    def leads_to(self, file: Case) -> State:
        """The state after `do`."""
        return self.moves.get(State(file.row.state), State(file.row.state))


class Creating(Command):
    """A command that makes a case instead of changing one. `enters`: where a case stands that it has made."""

    creates: ClassVar[bool] = True
    within: ClassVar[frozenset[State]] = frozenset()
    enters: ClassVar[frozenset[State]] = frozenset({State.REGISTERED})

    @classmethod
    def states_around(cls) -> frozenset[str]:
        return super().states_around() | cls.enters


class Automatic(Command):
    """A command that only the system gives."""

    automatic: ClassVar[bool] = True

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        if not actor.system:
            raise Forbidden(
                "SEC-01", _("%(command)s is done by the system alone. Wait for it.") % {"command": cls.label}
            )


class Accompanying(Automatic):
    """A command that comes only with another one, on a case which that one locks as well; the other was admitted."""

    accompanies: ClassVar[bool] = True

    @classmethod
    def admit(cls, case: Case, actor: Actor) -> None:
        """Whoever might give the leading command."""
