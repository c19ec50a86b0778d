"""What goes when a file is disposed of, as each room says of its own tables (CLO-10).

From it `redress migrate` makes the function of the database that destroys what only the owner of the tables can.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Goes:
    """Rows that are deleted with their file; in the order named, those that others refer to last.

    `which`: the condition on them in SQL, where `disposed` is the key of the case. `file`: the column that names
    something on disk; '' where there is none.
    """

    table: str
    which: str = "complaint_id = disposed"
    file: str = ""
