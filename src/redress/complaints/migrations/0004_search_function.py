"""Functions that read past row-level security, quickly, and stand by its scope themselves (ORG-11, SEC-01).

Under row-level security the operators of full text and of prefixes may not use an index, because they could tell of
rows that the policy hides; a look-up would read every case. These functions run as the owner of the tables, so the
indexes apply; they bound the result to the actor's scope and give ids or counts alone. What a page shows of a case is
read again under row-level security.
"""

from django.db import migrations, models

from redress.rulebook.lifecycle import OPEN_STATES

SCOPE = """
(
    (SELECT redress_all())
    OR c.unit_id = ANY ((SELECT redress_units())::bigint[])
    OR c.received_unit_id = ANY ((SELECT redress_units())::bigint[])
    OR c.owner_id = (SELECT redress_staff())
    OR c.registered_by_id = (SELECT redress_staff())
    OR EXISTS (
        SELECT FROM complaints_share s WHERE s.complaint_id = c.id
           AND (s.department_id = ANY ((SELECT redress_departments())::bigint[]) OR s.user_id = (SELECT redress_staff()))
    )
)
"""

# Two ways to the newest hits, tried in turn:
# - Read backwards through the newest cases of the actor's scope, each text by its key: the planner, which takes
#   characters for independent words, would ask the text index and get far more than it expects.
#   A common word is found often enough among few. An actor with few cases has all of them read: the whole answer.
# - Else the word is rare there: the index gives its cases, the scope is applied, the newest are kept.
#   gin_fuzzy_search_limit bounds what a word that is common elsewhere can cost; it then drops hits at random.
TEXT = f"""
CREATE FUNCTION redress_search_text(words text, most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
SET gin_fuzzy_search_limit = 20000
SET enable_seqscan = off
SET jit = off
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    wanted tsquery := words::tsquery;
    units bigint[] := redress_units();
    depth CONSTANT integer := 2000;
    recent bigint[];
    hits bigint[];
BEGIN
    IF redress_all() OR cardinality(units) > 8 THEN
        SELECT array_agg(r.id) INTO recent FROM (
            SELECT c.id FROM (
                SELECT id, unit_id, received_unit_id, owner_id, registered_by_id
                  FROM complaints_complaint ORDER BY id DESC LIMIT 10 * depth
            ) c WHERE {SCOPE} ORDER BY c.id DESC LIMIT depth
        ) r;
    ELSE
        SELECT array_agg(r.id) INTO recent FROM (
            SELECT id FROM (
                SELECT w.id FROM unnest(units) u CROSS JOIN LATERAL (
                    SELECT id FROM complaints_complaint WHERE unit_id = u
                     ORDER BY registered_at DESC, id DESC LIMIT depth) w
                UNION
                SELECT w.id FROM unnest(units) u CROSS JOIN LATERAL (
                    SELECT id FROM complaints_complaint WHERE received_unit_id = u
                     ORDER BY registered_at DESC, id DESC LIMIT depth) w
                UNION
                (SELECT id FROM complaints_complaint WHERE owner_id = redress_staff()
                  ORDER BY registered_at DESC, id DESC LIMIT depth)
                UNION
                (SELECT id FROM complaints_complaint WHERE registered_by_id = redress_staff()
                  ORDER BY registered_at DESC, id DESC LIMIT depth)
                UNION
                (SELECT complaint_id FROM complaints_share WHERE department_id = ANY (redress_departments())
                  ORDER BY complaint_id DESC LIMIT depth)
                UNION
                (SELECT complaint_id FROM complaints_share WHERE user_id = redress_staff()
                  ORDER BY complaint_id DESC LIMIT depth)
            ) a ORDER BY id DESC LIMIT depth
        ) r;
    END IF;
    -- unnest keeps the order, newest first, and the limit ends the reading.
    SELECT array_agg(h.id) INTO hits FROM (
        SELECT r.id FROM unnest(recent) r (id)
         WHERE (SELECT t.document @@ wanted FROM complaints_casetext t WHERE t.complaint_id = r.id) LIMIT most
    ) h;
    IF cardinality(hits) >= most
       OR (coalesce(cardinality(recent), 0) < depth AND cardinality(units) <= 8 AND NOT redress_all())
    THEN
        RETURN QUERY SELECT unnest(hits);
        RETURN;
    END IF;
    SELECT array_agg(t.complaint_id ORDER BY t.complaint_id DESC) INTO hits
      FROM complaints_casetext t WHERE t.document @@ wanted;
    RETURN QUERY
        SELECT h.id FROM unnest(hits) h (id)
         WHERE (SELECT {SCOPE} FROM complaints_complaint c WHERE c.id = h.id) LIMIT most;
END $$;
"""  # noqa: S608 - constants only

NUMBER = f"""
CREATE FUNCTION redress_search_number(prefix text, most integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT c.id FROM complaints_complaint c
     WHERE c.number ~>=~ prefix AND c.number ~<~ (prefix || chr(1114111)) AND {SCOPE}
     ORDER BY c.number USING ~<~ LIMIT most
$$;
"""  # noqa: S608 - constants only

# How many open cases stand where, and how many of them are late: counted in the index alone.
STAGES = """
CREATE FUNCTION redress_stages(at timestamptz)
RETURNS TABLE (unit bigint, state varchar, cases bigint, late bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT c.unit_id, c.state, count(*), count(*) FILTER (WHERE c.next_due_at <= at)
      FROM complaints_complaint c
     WHERE c.state IN ('registered','investigating','returned','proposed','rejected','answered','determined')
       AND c.unit_id = ANY (redress_units())
     GROUP BY c.unit_id, c.state
$$;
"""

PUBLIC = """
REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {name} TO redress_app;
"""
FUNCTIONS = {
    "redress_search_text(text, integer)": TEXT,
    "redress_search_number(text, integer)": NUMBER,
    "redress_stages(timestamptz)": STAGES,
}


class Migration(migrations.Migration):
    dependencies = [("complaints", "0003_guards")]
    operations = [
        migrations.RemoveIndex("complaint", "complaint_unit_stage"),
        migrations.AddIndex(
            "complaint",
            models.Index(
                fields=["unit", "state", "next_due_at"],
                condition=models.Q(state__in=OPEN_STATES),
                name="complaint_unit_stage",
            ),
        ),
        *[
            migrations.RunSQL(sql + PUBLIC.format(name=name), f"DROP FUNCTION {name}")
            for name, sql in FUNCTIONS.items()
        ],
    ]
