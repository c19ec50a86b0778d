"""How much of committees and leading groups waits for somebody, counted cheaply for the workbench."""

from __future__ import annotations

from django.db import connection

from redress.committee.bodies import OFFICE
from redress.organisation.actor import Actor

MOST = 100
"""A count of this many means: this many or more."""

_WAITING = f"""
SELECT
  (SELECT count(*) FROM (SELECT FROM committee_referral r JOIN committee_body b ON b.id = r.body_id
     WHERE b.office_id = ANY (%(offices)s) AND r.state = 'open' LIMIT {MOST}) a)
+ (SELECT count(*) FROM (SELECT FROM committee_attendee t
       JOIN committee_session s ON s.id = t.session_id AND s.state = 'meeting'
       JOIN committee_item i ON i.session_id = s.id AND i.state = 'open'
     WHERE t.user_id = %(me)s AND t.present AND i.proposer_id IS DISTINCT FROM %(me)s
       AND NOT EXISTS (SELECT FROM committee_vote v WHERE v.item_id = i.id AND v.user_id = %(me)s)
       AND NOT EXISTS (SELECT FROM committee_recusal x WHERE x.item_id = i.id AND x.user_id = %(me)s)
     LIMIT {MOST}) b)
+ (SELECT count(*) FROM (SELECT FROM committee_action
     WHERE owner_id = %(me)s AND done_at IS NULL LIMIT {MOST}) c)
+ (SELECT count(*) FROM (SELECT FROM committee_execution
     WHERE owner_id = %(me)s AND done_at IS NULL LIMIT {MOST}) d)
"""  # noqa: S608 - constants only


def waiting_count(actor: Actor) -> int:
    """Referrals for the office to take up, votes to give, actions and executions to do, up to MOST: one query."""
    offices = sorted(actor.departments_of(OFFICE))
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, {"offices": offices, "me": actor.id})
        return min(MOST, int(cursor.fetchone()[0]))
