"""Counting in the database: the weights of `redress.rulebook.counting`, version 1, in SQL (CLO-06..09).

One body gives the weights of every case of a period within the actor's scope; one function adds them up by unit and
class, the other leads from a figure to its cases, by key. They run as the owner and stand by the scope themselves
(see 0004): the cases of the actor's units by an index, then the few others that the actor sees.
"""

from django.db import migrations

_OUT = "('transferred', 'declined', 'merged')"
_COLUMNS = """c.id, c.unit_id, c.received_unit_id, c.class_code, c.class_at_intake, c.reason_code, c.registered_at, c.state, c.counted,
                   c.complainants, c.validity"""
_PERIOD = (
    "c.registered_at >= since AND c.registered_at < until AND (within IS NULL OR c.unit_id = ANY (within))"
)

WEIGHED = f"""
    SELECT w.id, w.unit_id, w.registered_at, w.class,
           w.first::integer AS cases,
           w.stands::integer AS times,
           CASE WHEN NOT w.first THEN 0
                WHEN w.took_up THEN greatest(1, (
                    SELECT count(*) FROM (
                        SELECT coalesce(m.class_code, x.class_code), coalesce(m.reason_code, x.reason_code)
                          FROM (SELECT w.id UNION SELECT l.complaint_id FROM complaints_link l
                                 WHERE l.to_id = w.id AND l.kind = 'merge' AND l.ended_at IS NULL) g (id)
                          JOIN complaints_complaint x ON x.id = g.id
                          LEFT JOIN complaints_matter m ON m.complaint_id = x.id
                         GROUP BY 1, 2) d))
                ELSE greatest(1, (SELECT count(DISTINCT (m.class_code, m.reason_code)) FROM complaints_matter m
                                   WHERE m.complaint_id = w.id))
           END::integer AS matters,
           CASE WHEN w.first THEN w.complainants ELSE 0 END AS complainants,
           (w.first AND (w.validity = 'substantiated' OR w.upheld_again))::integer AS substantiated,
           (w.first AND w.state <> 'withdrawn')::integer AS net_of_withdrawn
      FROM (
        SELECT c.*, CASE WHEN at_intake THEN c.class_at_intake ELSE c.class_code END AS class,
               c.counted AND c.state NOT IN {_OUT} AS stands,
               c.counted AND c.state NOT IN {_OUT} AND NOT coalesce(f.counted AND f.state NOT IN {_OUT}, false) AS first,
               c.id IN (SELECT l.to_id FROM complaints_link l WHERE l.kind = 'merge' AND l.ended_at IS NULL) AS took_up,
               c.id IN (SELECT l.to_id FROM complaints_link l JOIN complaints_complaint x ON x.id = l.complaint_id
                         WHERE l.kind = 'repeat' AND l.ended_at IS NULL AND x.validity = 'substantiated'
                           AND x.counted AND x.state NOT IN {_OUT}) AS upheld_again
          FROM (
            SELECT o.* FROM unnest(CASE WHEN redress_all() THEN ARRAY(SELECT id FROM organisation_unit)
                                        ELSE redress_units() END) u CROSS JOIN LATERAL (
                SELECT {_COLUMNS} FROM complaints_complaint c WHERE c.unit_id = u AND {_PERIOD}
            ) o
            UNION ALL
            SELECT {_COLUMNS} FROM complaints_complaint c
             WHERE NOT redress_all() AND NOT c.unit_id = ANY (redress_units()) AND {_PERIOD} AND c.id IN (
                SELECT id FROM complaints_complaint WHERE received_unit_id = ANY (redress_units())
                   AND registered_at >= since AND registered_at < until AND NOT unit_id = ANY (redress_units())
                UNION SELECT id FROM complaints_complaint WHERE owner_id = redress_staff()
                UNION SELECT id FROM complaints_complaint WHERE registered_by_id = redress_staff()
                UNION SELECT complaint_id FROM complaints_share WHERE department_id = ANY (redress_departments())
                UNION SELECT complaint_id FROM complaints_share WHERE user_id = redress_staff()
             )
          ) c
          LEFT JOIN complaints_link r ON r.complaint_id = c.id AND r.kind = 'repeat' AND r.ended_at IS NULL
          LEFT JOIN complaints_complaint f ON f.id = r.to_id
      ) w
"""  # noqa: S608 - constants only

_SUMS = ", ".join(
    f"sum(w.{name})::bigint"
    for name in ("cases", "times", "matters", "complainants", "substantiated", "net_of_withdrawn")
)

FIGURES = f"""
CREATE FUNCTION redress_figures(since timestamptz, until timestamptz, within bigint[], at_intake boolean)
RETURNS TABLE (unit bigint, class varchar, cases bigint, times bigint, matters bigint, complainants bigint,
               substantiated bigint, net_of_withdrawn bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
SET jit = off
AS $$ SELECT w.unit_id, w.class, {_SUMS} FROM ({WEIGHED}) w GROUP BY w.unit_id, w.class $$;
"""  # noqa: S608 - constants only

CASES = f"""
CREATE FUNCTION redress_counted(
    rule text, since timestamptz, until timestamptz, within bigint[], at_intake boolean, of_class text,
    after_at timestamptz, after_id bigint, most integer
) RETURNS TABLE (id bigint, at timestamptz, weight integer)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
SET jit = off
AS $$
    SELECT v.id, v.registered_at, v.weight FROM (
        SELECT w.id, w.registered_at,
               CASE rule WHEN 'cases' THEN w.cases WHEN 'times' THEN w.times WHEN 'matters' THEN w.matters
                         WHEN 'complainants' THEN w.complainants WHEN 'substantiated' THEN w.substantiated
                         WHEN 'net_of_withdrawn' THEN w.net_of_withdrawn END AS weight
          FROM ({WEIGHED}) w WHERE of_class = '' OR w.class = of_class
    ) v
     WHERE v.weight <> 0 AND (after_at IS NULL OR (v.registered_at, v.id) < (after_at, after_id))
     ORDER BY v.registered_at DESC, v.id DESC LIMIT most
$$;
"""  # noqa: S608 - constants only

PUBLIC = """
REVOKE EXECUTE ON FUNCTION {name} FROM PUBLIC;
GRANT EXECUTE ON FUNCTION {name} TO redress_app;
"""
FUNCTIONS = {
    "redress_figures(timestamptz, timestamptz, bigint[], boolean)": FIGURES,
    "redress_counted(text, timestamptz, timestamptz, bigint[], boolean, text, timestamptz, bigint, integer)": CASES,
}


class Migration(migrations.Migration):
    dependencies = [("complaints", "0015_notice_owed"), ("organisation", "0003_journal")]
    operations = [
        migrations.RunSQL(sql + PUBLIC.format(name=name), f"DROP FUNCTION {name}")
        for name, sql in FUNCTIONS.items()
    ]
