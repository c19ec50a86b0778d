"""Whose work it is to write what stands apart from the commands on cases (SEC-01)."""

from __future__ import annotations

from redress.assembly import FILES
from redress.assessment.kinds import CHECKS, LEADS
from redress.claims.kinds import LEADS as LEADS_CATASTROPHES
from redress.claims.kinds import SECONDS, TAKES
from redress.complaints.kind_of_file import COMPLAINT
from redress.operations.floor import kinds
from redress.operations.floor.rules import (
    ALL,
    DOOR,
    ME,
    over,
)

_LEADS_SESSION = f"{ALL} OR redress_leads_session(session_id)"
_SITS_IN = f"{ALL} OR redress_sits_in(session_id)"
_OF_ITEM = "(SELECT i.session_id FROM committee_item i WHERE i.id = {}.item_id)"
_LEADS_ITEM = f"redress_leads_session({_OF_ITEM})"
_SAMPLES_UNIT = "(SELECT s.unit_id FROM assessment_sample s WHERE s.id = assessment_spotcheck.sample_id)"
_OWN_CLOSURE = (
    "EXISTS (SELECT FROM complaints_complaint c WHERE c.id = assessment_spotcheck.complaint_id"
    " AND c.closed_by_id = ANY ((SELECT redress_people())::bigint[]))"
)
_GOES = "redress_disposed(complaint_id)"


_CATASTROPHES_UNIT = (
    "(SELECT c.unit_id FROM claims_catastrophe c WHERE c.id = claims_catastrophenotice.catastrophe_id)"
)


def _claims(table: str, *duties: str) -> str:
    """One of the duties over the unit of the claim."""
    unit = f"(SELECT c.unit_id FROM claims_claim c WHERE c.id = claims_{table}.claim_id)"  # noqa: S608 - names of tables
    return f"{ALL} OR {over(unit, *sorted(duties))}"


_KEEPS = f"{ALL} OR {DOOR} OR redress_may_keep(number, unit_id, person_id)"

FOR_WHOSE_WORK = {
    **{kind.table: kinds.work(kind) for kind in FILES if kind is not COMPLAINT},
    "claims_catastrophe": {
        "add": f"{ALL} OR (owner_id = {ME} AND {over('unit_id', *sorted(LEADS_CATASTROPHES))})",
        "change": f"{ALL} OR {over('unit_id', *sorted(LEADS_CATASTROPHES))}",
    },
    "claims_catastrophenotice": {
        "add": f"{ALL} OR {over(_CATASTROPHES_UNIT, *sorted(LEADS_CATASTROPHES))}",
        "change": ALL,
    },
    "claims_accountchange": {
        "add": f"({_claims('accountchange', *TAKES)}) AND ({ALL} OR approved_by_id IS NULL)",
        "change": f"(({_claims('accountchange', *SECONDS)})"
        f" AND ({ALL} OR (approved_by_id = {ME} AND asked_by_id <> ALL ((SELECT redress_people())::bigint[]))))"
        f" OR (({_claims('accountchange', *TAKES, *SECONDS)}) AND refused_by_id = {ME} AND approved_by_id IS NULL)",
    },
    "administration_organisationfile": {"add": _KEEPS, "change": _KEEPS},
    "committee_session": {
        "add": f"{ALL} OR redress_keeps(body_id) OR redress_chairs(body_id)",
        "change": f"{ALL} OR redress_sits_in(id)",
    },
    "committee_attendee": {"add": _LEADS_SESSION, "change": _LEADS_SESSION},
    "committee_item": {"add": _LEADS_SESSION, "change": _LEADS_SESSION},
    "committee_action": {"add": _LEADS_SESSION, "change": f"{_LEADS_SESSION} OR owner_id = {ME}"},
    "committee_hearing": {"add": f"{ALL} OR {_LEADS_ITEM.format('committee_hearing')}"},
    "committee_recusal": {
        "add": (
            f"{ALL} OR {_LEADS_ITEM.format('committee_recusal')}"
            f" OR (user_id = {ME} AND redress_sits_in({_OF_ITEM.format('committee_recusal')}))"
        )
    },
    "committee_vote": {"add": f"{ALL} OR redress_sits_in({_OF_ITEM.format('committee_vote')})"},
    "committee_sessionentry": {"add": _SITS_IN},
    "assessment_sample": {
        "add": f"{ALL} OR (drawn_by_id = {ME} AND {over('unit_id', *sorted(LEADS))})",
        "change": f"{ALL} OR {over('unit_id', *sorted(CHECKS))}",
    },
    "assessment_spotcheck": {
        "add": f"{ALL} OR {over(_SAMPLES_UNIT, *sorted(LEADS))}",
        "change": f"{ALL} OR {_GOES} OR ({over(_SAMPLES_UNIT, *sorted(CHECKS))} AND NOT {_OWN_CLOSURE})",
    },
    "assessment_correctiveaction": {
        "add": f"{ALL} OR (opened_by_id = {ME} AND {over('unit_id', *sorted(LEADS))})",
        "change": (
            f"{ALL} OR {_GOES} OR {over('unit_id', *sorted(LEADS))}"
            " OR owner_id = ANY ((SELECT redress_people())::bigint[])"
        ),
    },
}
"""What stands apart from the commands on cases, and whose work it is to write it; others read it. Rows may be held by
who reads them, so that code says why it refuses."""

CHANGED_BY_READERS = frozenset({"assessment_knowledgearticle", "outbox_alert", "outbox_message"})
"""Rows beneath a case that are not of its handling: read marks, what an administrator decides about a message, and
articles, of which guards.sql says who changes them."""
