"""Rules of row-level security that tables share, each in one line (SEC-01).

Every question is a sub-select, so that it is asked once a statement and not once a row.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from redress.assembly import FILES

ALL = "(SELECT redress_all())"
"""The system acts."""
HOUSE = "(SELECT redress_house())"
"""The owner acts: installation, the command line. What web and worker do of themselves is not this."""
CAME_IN = "(SELECT redress_purpose()) <> ''"
"""A ticket of the house was entered in this session: whoever has the login alone came in by none."""
DOOR = "(SELECT redress_purpose()) = 'door'"
"""Nobody is signed in yet: accounts are looked up to find out who may be."""
ME = "(SELECT redress_staff())"
SIGNED_IN = f"{ME} IS NOT NULL"

SEES = "redress_sees(complaint_id)"
"""Who acts sees the case of the row."""


def adds(key: str = "complaint_id") -> str:
    """The same of a new row, and written down: what a transaction was told of a file it need not ask again."""
    return f"{key} = (SELECT redress_noted('seen')) OR {ALL} OR redress_adds({key})"


def made(key: str = "complaint_id") -> str:
    """Who acts has entered the file in this transaction: its parts come with it."""
    return f"{key} = (SELECT redress_noted('made'))"


ENTERS = f"{ALL} OR redress_enters(unit_id, received_unit_id, owner_id, registered_by_id)"
"""Who acts will see the case that is entered."""


def duty(*any_of: str) -> str:
    """The person has one of the duties; where it counts is the application's to know."""
    wanted = ",".join(f"'{each}'" for each in any_of)
    return f"(SELECT redress_duties()) && ARRAY[{wanted}]::text[]"


def over(unit: str, *any_of: str) -> str:
    """One post of these duties reaches the unit: `Actor.has_over`."""
    return f"redress_has_over('{{{','.join(any_of)}}}', {unit})"


def reached(unit: str, *any_of: str) -> str:
    """The same for a rule that is asked of many rows: the units are found once a statement."""
    return f"{unit} = ANY ((SELECT redress_over('{{{','.join(any_of)}}}'))::bigint[])"


def takes_for(unit: str, *any_of: str) -> str:
    """Such a post reaches the unit or is of its company: `organisation.companies.takes_for`."""
    return f"redress_takes_for('{{{','.join(any_of)}}}', {unit})"


def does(case: str, what: str) -> str:
    """One post reaches the case with a duty of a command that does that, where the case stands (`duties.writers`)."""
    return f"redress_does({case}, '{what}')"


def opened(kind: str, *, person: str = "NULL", values: str = "'{}'") -> str:
    """This transaction confirmed such a change, which somebody else proposed, of that person and with those values."""
    return f"redress_opened('{kind}', {person}, NULL, NULL, {values})"


@dataclass(frozen=True, slots=True)
class Rule:
    """Who reads rows of a table and who adds, changes, deletes them. '' means nobody.

    `change` holds for the row as it was and as it is to be. `columns`: the only ones that may be changed; () are all.
    """

    read: str = CAME_IN
    add: str = ""
    change: str = ""
    delete: str = ""
    columns: tuple[str, ...] = ()


def known_in_house(change: str = "") -> Rule:
    """What every member of staff may know, and those whom `change` admits keep."""
    return Rule(add=change, change=change, delete=change)


def alike(said: str) -> Rule:
    """Read, added, changed and deleted by the same."""
    return Rule(said, said, said, said)


def own(column: str = "user_id", *, besides: str = "") -> Rule:
    """A row is its person's; `besides` are admitted as well."""
    return alike(f"{ALL} OR {column} = {ME}" + (f" OR {besides}" if besides else ""))


def beneath(parent: str, key: str, table: str, *, stays: bool = False) -> Rule:
    """Seen, added and changed by who sees the row of another table that it names; deleted, too, unless it stays."""
    seen = f"{ALL} OR EXISTS (SELECT FROM {parent} a WHERE a.id = {table}.{key})"
    return Rule(seen, seen, seen, "" if stays else seen)


def beneath_a_case(table: str) -> Rule:
    """Seen, added and changed by who sees the case."""
    seen = f"{ALL} OR EXISTS (SELECT FROM complaints_complaint c WHERE c.id = {table}.complaint_id)"
    return Rule(seen, adds(), seen, seen)


def beneath_a_file(table: str) -> Rule:
    """Seen, added and changed by who sees the file, of whatever kind."""
    seen = f"{ALL} OR {file_seen(f'{table}.file_id')}"
    return Rule(seen, adds("file_id"), seen, seen)


def file_of(columns: Collection[str]) -> str:
    """The column by which rows of a table name their file, whatever its kind; '' when they name none."""
    return next((each for each in ("file_id", "complaint_id") if each in columns), "")


def file_seen(key: str) -> str:
    """Who acts sees the file with that key, of whatever kind: its own rule of rows says so."""
    return " OR ".join(f"EXISTS (SELECT FROM {kind.table} c WHERE c.id = {key})" for kind in FILES)
