"""Which of its constraints the database says that a statement would have broken."""

from __future__ import annotations

import psycopg


def broken(failure: BaseException) -> str:
    """The name of the constraint, or of the index; '' where the failure is of another kind.

    A name in the text of an error may be any word of a value, or of a message in another language.
    """
    cause = failure.__cause__
    return (cause.diag.constraint_name or "") if isinstance(cause, psycopg.Error) else ""
