"""Registers: tables that are only added to. There is one list of them, in the database (SEC-04).

A table is a register because it has a trigger named "..._append_only" that refuses what changes or deletes an entry.
What web and worker are given, who may write in whose name, and the tests follow from that.
"""

from __future__ import annotations

from typing import Any, Final

IS_REGISTER: Final = """EXISTS (
    SELECT FROM pg_trigger t
     WHERE t.tgrelid = c.oid AND t.tgname LIKE '%append_only' AND t.tgenabled IN ('O', 'A'))"""
"""Of a row `c` of pg_class."""

GO_WITH_THEIR_CASE: Final = frozenset(
    {"claims_claimtext", "complaints_journaltext", "complaints_emergencyentry"}
)
"""Registers whose trigger lets entries go with a disposal of their file, or with its import. Others are read and
added to; what is encrypted in a register the worker may renew, and a trigger lets nothing else through."""

AUTHORS: Final = {"committee_vote": "user_id"}
"""Registers whose author stands in another column than `by_id`: a vote is its member's."""

ENTERED_OF_OTHERS: Final = frozenset({"organisation_signin"})
"""Where who entered it need not be who did it: a failed sign-in is nobody's. They have a rule of their own."""

_NAMES = f"""
    SELECT c.relname FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND {IS_REGISTER} ORDER BY 1
"""  # noqa: S608 - constants only


def names(cursor: Any) -> list[str]:
    """Every register there is."""
    cursor.execute(_NAMES)
    return [name for (name,) in cursor.fetchall()]
