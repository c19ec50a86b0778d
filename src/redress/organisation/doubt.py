"""Whether something was saved when the database was lost: known until COMMIT is sent, and not known after that."""

from __future__ import annotations

from django.db import OperationalError

_NO_ANSWER = ("08", "57P")
"""Classes of SQLSTATE that say that the connection or the server ended, not what became of the transaction."""


SAFE = frozenset({"GET", "HEAD"})
"""Methods of HTTP by which nothing is changed: whoever uses them has nothing to lose."""


class CommitLost(OperationalError):
    """COMMIT was sent and never answered: the transaction stands, or it does not."""


def is_answer(error: BaseException | None) -> bool:
    """Whether the server itself said that the transaction failed; then nothing of it stands."""
    state = getattr(error, "sqlstate", None)
    return bool(state) and not str(state).startswith(_NO_ANSWER)
