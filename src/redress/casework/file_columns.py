"""What a row beneath a file is told of it in its own query, of whatever kind the file is."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from redress.casework.kinds import KINDS


def column_of_file(column: str) -> Coalesce | Subquery[Any]:
    """A column that every kind's table has (`ServedFile`), for `annotate` on a table with `file_id`."""
    asked = [
        Subquery(kind.model._default_manager.filter(pk=OuterRef("file_id")).values(column)) for kind in KINDS
    ]
    return Coalesce(*asked) if len(asked) > 1 else asked[0]
