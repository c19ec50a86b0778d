"""What goes when a file is disposed of, as each room says of its own tables (CLO-10).

From it `redress migrate` makes the function of the database that destroys what only the owner of the tables can.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Goes:
    """Rows that are deleted with their file; in the order named, those that others refer to last.

    `which`: the condition on them in SQL, where `disposed` is the key of the case. `file`: the column that names
    something on disk; '' where there is none.
    """

    table: str
    which: str = "complaint_id = disposed"
    file: str = ""


@dataclass(frozen=True, slots=True)
class Keeps:
    """What of a file of one kind stays when it is disposed of, beside the codes, dates and references of its row.

    `tables`: those whose rows stay, with the columns of them that are emptied. `codes`: text columns of its own row
    that are codes though they have no choices.
    """

    tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()
