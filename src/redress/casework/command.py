"""What a command is, whatever kind of file it is given on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.functional import Promise
from pydantic import BaseModel, ConfigDict, JsonValue

from redress.casework import stated
from redress.casework.asking import Presets, Prompt
from redress.casework.refusals import Refusal
from redress.casework.stated import Span
from redress.casework.writes import Writes
from redress.organisation.actor import Actor
from redress.organisation.kinds import Duty

Facts = dict[str, JsonValue]
"""What a command says it did; the journal keeps it and a retry is told it again. No personal data."""


class Command(BaseModel):
    """One business operation. Fields are its input; who and from where is data; `check` refuses, `do` changes rows.

    A command opens no transaction, locks nothing, sends nothing: the door does that once, for all. `file` is what the
    door of its kind opened: the locked row and the changes collected so far.
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
    prompts: ClassVar[Mapping[str, Prompt]] = {}
    """How its fields are asked for, and fields of their rows, where their types do not say it."""
    times: ClassVar[Mapping[str, Span]] = {}
    """Every time among its fields, and between which events it lies; none is left out."""
    cite: ClassVar[tuple[str, ...]] = ()
    creates: ClassVar[bool] = False
    """Whether it makes a file instead of changing one."""
    formerly: ClassVar[Mapping[str, str]] = {}
    """Fields that had another name in entries of before, with that name: what was said stays readable."""
    within_field: ClassVar[Mapping[str, str]] = {}
    """What a rule of several commands calls a field -> the field of this one that what it means stands in."""
    duties: ClassVar[frozenset[Duty]] = frozenset()
    """With which it may be given; none: what else `admit` says."""
    automatic: ClassVar[bool] = False
    """Whether the system alone gives it, or it comes only with another one."""
    accompanies: ClassVar[bool] = False
    """Whether it comes only with another one, on a file which that one locks as well."""
    writes: ClassVar[Writes] = Writes()
    """What it writes that not everybody writes who works on the file; the database asks its duties there (SEC-01)."""
    whole_numbers: ClassVar[bool] = False
    """Whether nothing of it, nor of what it says it did, is a number with a fraction: its entry is sealed quicker."""

    @classmethod
    def admitted(cls) -> frozenset[Duty]:
        """All duties with which it may be given; the database asks them of who writes what it writes."""
        return cls.duties

    @classmethod
    def states_around(cls) -> frozenset[str]:
        """States in which a file stands before it or after it; asked of commands that name what they write."""
        return frozenset()

    @classmethod
    def misplaced(cls, file: Any) -> Refusal | None:
        """Why it cannot be given where the file stands, whoever gives it; None when it can."""
        raise TypeError(f"{cls.__name__} does not say from which state it leads")

    @classmethod
    def admit(cls, file: Any, actor: Actor) -> None:
        """Refuse whoever may not give it."""
        raise TypeError(f"{cls.__name__} does not say who may give it")

    def keep_out(self, file: Any, actor: Actor) -> None:
        """Refuse who may give it but must keep out of this file (ORG-13)."""

    @classmethod
    def ready(cls, file: Any, actor: Actor) -> None:
        """Refuse what can be refused without input; buttons ask this, and the door too."""

    @classmethod
    def presets(cls, file: Any, actor: Actor) -> Presets:
        """What is given for its fields before anybody types: what the rulebook proposes, what is registered."""
        return {}

    def beforehand(self, actor: Actor, number: str) -> None:
        """Ask others what it needs of them, before the transaction begins: a far end may take seconds to answer.

        `number`: of the file, as the caller gives it; '' where the command makes one. Nobody is admitted yet.
        """

    def check(self, file: Any, actor: Actor) -> None:
        """Refuse, with a reason, what the rules do not allow."""

    def in_time(self, file: Any) -> None:
        """Refuse a stated time that does not fit its events (INT-07)."""
        stated.check(self, file)

    def do(self, file: Any, actor: Actor) -> Facts:
        """Change rows; return what the journal will say."""
        raise TypeError(f"{type(self).__name__} does not say what it does")

    def leads_to(self, file: Any) -> str:
        """The state after `do`."""
        return str(file.row.state)

    @classmethod
    def prepare(cls, work: Sequence[tuple[Any, Any]]) -> None:
        """Read at once what the commands of this kind need for all files of a batch, after these are locked."""

    @property
    def also_locks(self) -> tuple[str, ...]:
        """Numbers of other files that it changes too; they are locked together with its own."""
        return ()

    def companions(self, file: Any) -> Sequence[tuple[Command, str]]:
        """After `do`: what is given to the files it locked as well, in the same transaction, with their numbers."""
        return []
