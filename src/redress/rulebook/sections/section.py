"""What a section of the rulebook is: what stands in its folder, in one place for whoever asks all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from redress.rulebook.marks import Marks
from redress.rulebook.paper import Table, Writer
from redress.rulebook.problems import Problem
from redress.rulebook.schema.method import Method
from redress.rulebook.strictness.compare import Pair
from redress.rulebook.words import Words


@dataclass(frozen=True, slots=True)
class Section:
    """Rules that stand together. `sections`: what they are called, by their names in `Method`.

    `fields`: what their fields are called where no other section has called them so; `special`: fields that mean
    something else within what is called so. `stricter`: what a child may not loosen. `checks`: what the schema alone
    cannot see. `governs`: the one kind of file of which there are such rules; empty where several have them; `shared`:
    sections among them that several have all the same. `tables`: what the chapter of claims says of them.
    """

    sections: Mapping[str, Words]
    fields: Mapping[str, Words] = field(default_factory=dict)
    special: Mapping[tuple[str, str], Words] = field(default_factory=dict)
    stricter: tuple[Callable[[Pair], Iterable[Problem]], ...] = ()
    checks: tuple[Callable[[Method, Marks], Iterable[Problem]], ...] = ()
    governs: str = ""
    shared: tuple[str, ...] = ()
    tables: Callable[[Writer], list[Table]] | None = None
