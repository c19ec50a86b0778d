"""How much waits, counted cheaply: each count stops at a hundred, and each walks an index of what is open."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.db import connection

from redress.casework import moment
from redress.complaints.closing import signers
from redress.complaints.deciding.approvals import addressed_to
from redress.organisation.actor import Actor
from redress.organisation.kinds import HEADS
from redress.organisation.statements import array
from redress.organisation.tickets import ids

MOST = 100
"""A count of this many means: this many or more."""

_OPEN = "state IN ('registered','investigating','returned','proposed','rejected','answered','determined')"
_GIVEN = {
    "people": "bigint", "departments": "bigint", "signing": "bigint", "signatures": "bigint", "posts": "bigint",
    "duties": "text", "in_departments": "bigint", "heads": "text", "units": "bigint", "of_no_unit": "bigint",
}  # fmt: skip
"""Lists that the statement is given, and of what. The planner is not told their lengths: see `statements.given`."""
_COUNTS = f"""
WITH g AS MATERIALIZED (
  SELECT %(now)s::timestamptz AS now, {", ".join(f"%({name})s::{of}[] AS {name}" for name, of in _GIVEN.items())}
)
SELECT
  (SELECT count(*) FROM (SELECT FROM complaints_complaint
     WHERE owner_id = ANY (g.people) AND {_OPEN} LIMIT {MOST}) a),
  (SELECT count(*) FROM (SELECT FROM complaints_complaint
     WHERE owner_id = ANY (g.people) AND {_OPEN} AND next_due_at <= g.now AND late_from <= g.now LIMIT {MOST}) b),
  (SELECT count(*) FROM (SELECT FROM complaints_order
     WHERE department_id = ANY (g.departments) AND state = 'open' LIMIT {MOST}) c),
  (SELECT count(*) FROM (SELECT FROM complaints_signoff s
     WHERE (s.department_id = ANY (g.signing) OR s.id = ANY (g.signatures)) AND s.signed_at IS NULL AND EXISTS (
       SELECT FROM complaints_complaint c WHERE c.id = s.complaint_id AND c.state = 'determined') LIMIT {MOST}) d),
  (SELECT count(*) FROM (SELECT DISTINCT a.id
       FROM unnest(g.posts, g.duties, g.in_departments) p(unit, duty, department)
       JOIN complaints_approval a ON a.state = 'waiting' AND {addressed_to("a", "p", "g.heads")} LIMIT {MOST}) f),
  (SELECT count(*) FROM (SELECT FROM complaints_complaint
     WHERE unit_id = ANY (g.units) AND {_OPEN} LIMIT {MOST}) h),
  (SELECT count(*) FROM (SELECT FROM complaints_complaint
     WHERE unit_id = ANY (g.units) AND {_OPEN} AND next_due_at <= g.now AND late_from <= g.now LIMIT {MOST}) e),
  (SELECT count(*) FROM (
     (SELECT FROM complaints_complaint
       WHERE unit_id = ANY (g.units) AND {_OPEN} AND state = 'determined' LIMIT {MOST})
     UNION ALL
     (SELECT FROM complaints_complaint
       WHERE owner_id = ANY (g.of_no_unit) AND {_OPEN} AND state = 'determined' LIMIT {MOST})) g)
  FROM g
"""  # noqa: S608 - constants only


@dataclass(frozen=True, slots=True)
class Counts:
    """What waits for the actor. Each stops at MOST."""

    mine: int
    mine_late: int
    orders: int
    signatures: int
    approvals: int
    unit: int
    unit_late: int
    to_close: int
    """Determined cases of the actor's units; of the actor, where no unit is the actor's (CLO-05)."""


def counts(actor: Actor) -> Counts:
    """One query, beside those that say what the actor signs, and whether that is really the actor's."""
    signing = signers.of(actor, MOST)
    posts = sorted(actor.posts, key=lambda post: (post.unit, post.duty, post.department))
    with connection.cursor() as cursor:
        cursor.execute(
            _COUNTS,
            {
                "people": ids(actor.people),
                "now": moment.now(),
                "departments": ids(actor.departments),
                "signing": ids(signing.departments),
                "signatures": ids(signing.signatures),
                "posts": array(post.unit for post in posts),
                "duties": [post.duty.value for post in posts],
                "in_departments": array(post.department for post in posts),
                "heads": [duty.value for duty in sorted(HEADS)],
                "units": ids(actor.units),
                "of_no_unit": "{}" if actor.units else ids(actor.people),
            },
        )
        found = Counts(*cursor.fetchone())
    if not found.signatures:
        return found
    return replace(found, signatures=max(found.signatures - len(signers.kept_out(actor, MOST)), 0))
