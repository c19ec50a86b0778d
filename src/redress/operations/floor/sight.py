"""What functions of the database ask of each kind of file: who sees it, whose it is, what it is shared with (ORG-11).

Each is a condition on its row `c`, as the kind says it (`casework.kinds.Sight`); `post` is a post of who acts.
"""

from __future__ import annotations

from dataclasses import dataclass

from redress.casework.kinds import Kind
from redress.operations.floor import duties
from redress.operations.floor.rules import over
from redress.organisation.kinds import UNIT_SCOPE_DUTIES, Duty


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind of file as texts of the database name it."""

    name: str
    table: str
    sequence: str
    least: int
    first: int
    here: str
    """The key `wanted` is one of its."""
    seen: str
    hers: str
    """Whoever acts is named in it, or it is shared with her."""
    given: str
    """It is shared with the department of the post."""
    units: str
    """Its units, in a list."""
    readers: frozenset[Duty]
    workers: frozenset[Duty]
    owners: frozenset[Duty]
    """Duties with which somebody may own one."""
    owned: bool
    """It is somebody's."""


def of(kind: Kind) -> Asked:
    sight, readers = kind.sight, duties.idle(kind)
    people = [f"c.{each} = ANY (redress_people())" for each in sight.people]
    units = [f"c.{each} = ANY (redress_units())" for each in sight.units]
    if sight.further:
        units += [over(f"c.{each}", *sorted(sight.further)) for each in sight.units]
    if sight.everywhere:
        units.append(
            f"redress_duties() && ARRAY[{','.join(map(repr, sorted(map(str, sight.everywhere))))}]::text[]"
        )
    shared = "EXISTS (SELECT FROM {} s WHERE s.{} = c.id AND {})"
    hers, seen, given = [*people], [*units, *people], "false"
    if sight.shares:
        her, department = "s.user_id = ANY (redress_people())", "s.department_id = "
        hers.append(shared.format(sight.shares, kind.journal.file, her))
        either = f"({department}ANY (redress_departments()) OR {her})"
        seen.append(shared.format(sight.shares, kind.journal.file, either))
        post = department + "split_part(post, '/', 2)::bigint"
        given = shared.format(sight.shares, kind.journal.file, post)
    if sight.lies:
        table, field = sight.lies_in
        duties_of = ",".join(f"'{each}'" for each in sorted(sight.lies_with))
        lies = (
            f"split_part(post, '/', 1) IN ({duties_of}) AND EXISTS (SELECT FROM {table._meta.db_table} s"
            f" WHERE s.file_id = c.id AND s.{field}_id = split_part(post, '/', 2)::bigint)"
        )
        seen.append(f"EXISTS (SELECT FROM unnest(redress_posts()) post WHERE {lies})")
        given = f"({given} OR {lies})"
    return Asked(
        name=kind.name,
        table=kind.table,
        sequence=kind.door.numbering.sequence,
        least=kind.keys.start,
        first=kind.keys.start + 1,
        here=f"wanted BETWEEN {kind.keys.start} AND {kind.keys.stop - 1}",
        seen=" OR ".join(seen),
        hers=" OR ".join(hers),
        given=given,
        units=", ".join(f"c.{each}" for each in sight.units),
        readers=readers,
        workers=(UNIT_SCOPE_DUTIES | sight.duties | sight.everywhere) - readers,
        owners=kind.owners,
        owned=any(each.column == "owner_id" for each in kind.model._meta.concrete_fields),
    )
