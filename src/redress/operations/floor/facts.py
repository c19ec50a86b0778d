"""What the code knows and texts of the database name: duties, states, what rooms say of their tables.

A constant has one writing, in Python; a text names it as `{{ name }}`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from types import SimpleNamespace
from typing import Any

from redress.assembly import ADDRESSED, FILES
from redress.assessment.kinds import LEADS
from redress.casework.disposal import Goes
from redress.casework.kinds import Kind
from redress.committee import disposal as committee
from redress.committee.bodies import OFFICE
from redress.complaints.kind_of_file import COMPLAINT
from redress.evidence import disposal as evidence
from redress.letters import disposal as letters
from redress.letters.kinds import FROZEN
from redress.operations.floor import duties, sight
from redress.operations.floor.kinds import goes
from redress.operations.floor.web_jobs import WEB_JOBS
from redress.organisation import calendars
from redress.organisation.inheritance import CLAIMS_STANDARD
from redress.rulebook.lifecycle import OPEN_STATES
from redress.worktime.shipped import names


@cache
def facts() -> dict[str, Any]:
    """By the name that texts use."""
    return {
        "web_jobs": json.dumps({name: asdict(each) for name, each in WEB_JOBS.items()}),
        "takers": listed(duties.of(("register",))),
        "readers": listed(duties.idle(COMPLAINT)),
        "case_columns": json.dumps(duties.columns()),
        "writers": json.dumps(duties.writers()),
        "unit_duties": listed(_of_file("unit")),
        "person_duties": listed(_of_file("person")),
        "office": listed(OFFICE),
        "claims_standard": CLAIMS_STANDARD,
        "leading": listed(LEADS),
        "kinds": tuple(map(_texts, FILES)),
        "kept": tuple(_texts(kind) for kind in FILES if kind is not COMPLAINT),
        "calendars": json.dumps({name: sorted(calendars.over(name)) for name in names()}),
        "states": SimpleNamespace(open=listed(OPEN_STATES), frozen_letter=listed(FROZEN)),
        "goes": (*letters.GOES, *evidence.GOES, *_of_kinds()),
        "empties": (committee.EMPTIES,),
    }


def _of_file(thing: str) -> frozenset[str]:
    """Duties of the commands on files of the organisation of that kind."""
    (kind,) = (each for each in ADDRESSED if each.thing == thing)
    return frozenset[str]().union(*(each.admitted() for each in kind.all))


def _of_kinds() -> Iterable[Goes]:
    return (each for kind in FILES if kind is not COMPLAINT for each in goes(kind))


def _texts(kind: Kind) -> SimpleNamespace:
    said, journal = asdict(sight.of(kind)), kind.journal
    return SimpleNamespace(
        **said | {each: listed(said[each]) for each in ("readers", "workers", "owners")},
        ended=listed(map(str, kind.door.ended)),
        filed=kind is COMPLAINT,
        conflicts=kind.conflicts[0] if kind.conflicts is not None else "",
        over=" OR ".join(f"c.{unit} = ANY (redress_units())" for unit in kind.sight.units),
        imported=kind.imports is not None,
        file=journal.file,
        entries=journal.entries._meta.db_table,
        texts=journal.texts._meta.db_table,
    )


def listed(codes: Iterable[str]) -> str:
    """Codes as SQL lists them."""
    return ", ".join(f"'{code}'" for code in sorted(codes))
