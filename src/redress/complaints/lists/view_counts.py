"""How many cases saved views hold, each up to a hundred, in one statement (FLW-17, FLW-18)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from redress.casework import moment
from redress.complaints.lists.counts import MOST
from redress.complaints.lists.filters import Filters
from redress.complaints.lists.queue import Scope, keys
from redress.organisation.actor import Actor


def counts(actor: Actor, views: Sequence[Mapping[str, str]]) -> list[int | None]:
    """Of each view, by its query; None for one that no count can be told of in SQL: whose turn it is also hangs on who
    closes, and what is no list of cases has none."""
    counted = [_counted(view) for view in views]
    if not any(counted):
        return [None] * len(views)
    now, parts, values = moment.now(), [], list[Any]()
    for found in counted:
        if found is not None:
            sql, given = keys(actor, *found, None, now, MOST)
            parts.append(f"(SELECT count(*) FROM ({sql}) c)")  # noqa: S608 - built of constants
            values += given
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        numbers = iter(cursor.fetchone())
    return [None if found is None else next(numbers) for found in counted]


def _counted(view: Mapping[str, str]) -> tuple[Scope, Filters] | None:
    filters = Filters.read(view)
    which = view.get("list") or Scope.MINE
    if which not in set(Scope) or filters.turn in ("me", "colleague") or view.get("kind") == "claims":
        return None
    return Scope(which), filters
