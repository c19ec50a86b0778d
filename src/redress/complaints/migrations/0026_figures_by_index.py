"""Counting reads the cases of a period in an index alone, and asks more only of those that others bear on.

The weights are those of 0016, version 1 of each rule. What is told of a case by itself stands in the index of the
register; whether it comes again, was followed, took up another or raises several matters is looked up in sets, and only
then, for those few, the other cases are read. Cases beyond the actor's units are found first, by narrow indexes, and
not at all when only the actor's own units are asked for. The cases behind a figure are weighed from the newest on
until the page is full.
"""

from importlib import import_module

from django.db import migrations, models
from django.db.models import F, Q

_OUT = "('transferred', 'declined', 'merged')"
_COLUMNS = """c.id, c.unit_id, c.registered_at, c.class_code, c.class_at_intake, c.state, c.counted, c.complainants,
                   c.validity"""
_PERIOD = "c.registered_at >= since AND c.registered_at < until"

# `alone`: the first filing of a repeat is itself not among those counted; those few have an index.
# OFFSET 0 keeps the steps apart: what a step gives is worked out once a case, in sets where there are many.
WEIGHED = f"""
    SELECT v.id, v.unit_id, v.registered_at, v.class,
           v.first::integer AS cases,
           v.stands::integer AS times,
           CASE WHEN NOT v.first THEN 0
                WHEN v.took_up THEN (
                    SELECT count(*) FROM (
                        SELECT DISTINCT coalesce(m.class_code, x.class_code), coalesce(m.reason_code, x.reason_code)
                          FROM (SELECT v.id UNION ALL SELECT l.complaint_id FROM complaints_link l
                                 WHERE l.to_id = v.id AND l.kind = 'merge' AND l.ended_at IS NULL) g (id)
                          JOIN complaints_complaint x ON x.id = g.id
                          LEFT JOIN complaints_matter m ON m.complaint_id = x.id) d)
                WHEN v.several THEN (
                    SELECT count(DISTINCT (m.class_code, m.reason_code)) FROM complaints_matter m
                     WHERE m.complaint_id = v.id)
                ELSE 1
           END::integer AS matters,
           CASE WHEN v.first THEN v.complainants ELSE 0 END AS complainants,
           (v.first AND (v.validity = 'substantiated' OR v.followed AND (
                SELECT bool_or(x.validity = 'substantiated' AND x.counted AND x.state NOT IN {_OUT})
                  FROM complaints_link l JOIN complaints_complaint x ON x.id = l.complaint_id
                 WHERE l.to_id = v.id AND l.kind = 'repeat' AND l.ended_at IS NULL)))::integer AS substantiated,
           (v.first AND v.state <> 'withdrawn')::integer AS net_of_withdrawn
      FROM (
        SELECT w.*, w.stands AND (NOT w.again OR w.alone) AS first
          FROM (
            SELECT c.*, CASE WHEN at_intake THEN c.class_at_intake ELSE c.class_code END AS class,
                   c.counted AND c.state NOT IN {_OUT} AS stands,
                   EXISTS (SELECT FROM complaints_link l
                            WHERE l.complaint_id = c.id AND l.kind = 'repeat' AND l.ended_at IS NULL) AS again,
                   EXISTS (SELECT FROM complaints_link l JOIN complaints_complaint f ON f.id = l.to_id
                            WHERE l.complaint_id = c.id AND l.kind = 'repeat' AND l.ended_at IS NULL
                              AND (NOT f.counted OR f.state IN {_OUT})) AS alone,
                   EXISTS (SELECT FROM complaints_link l
                            WHERE l.to_id = c.id AND l.kind = 'repeat' AND l.ended_at IS NULL) AS followed,
                   EXISTS (SELECT FROM complaints_link l
                            WHERE l.to_id = c.id AND l.kind = 'merge' AND l.ended_at IS NULL) AS took_up,
                   EXISTS (SELECT FROM complaints_matter m WHERE m.complaint_id = c.id) AS several
              FROM ({{cases}}) c OFFSET 0
          ) w OFFSET 0
      ) v
"""  # noqa: S608 - constants only

BEYOND = f"""
CREATE FUNCTION redress_beyond(since timestamptz, until timestamptz, within bigint[]) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
SET jit = off
SET plan_cache_mode = force_custom_plan
AS $$
    SELECT array_agg(c.id) FROM complaints_complaint c
     WHERE c.id = ANY (ARRAY(
                SELECT o.id FROM unnest(redress_units()) u CROSS JOIN LATERAL (
                    SELECT c.id FROM complaints_complaint c
                     WHERE c.received_unit_id = u AND NOT c.received_unit_id = c.unit_id AND {_PERIOD}) o
                UNION SELECT c.id FROM complaints_complaint c WHERE c.owner_id = redress_staff() AND {_PERIOD}
                UNION SELECT c.id FROM complaints_complaint c WHERE c.registered_by_id = redress_staff() AND {_PERIOD}
                UNION SELECT complaint_id FROM complaints_share WHERE department_id = ANY (redress_departments())
                UNION SELECT complaint_id FROM complaints_share WHERE user_id = redress_staff()))
       AND {_PERIOD} AND NOT c.unit_id = ANY (redress_units()) AND (within IS NULL OR c.unit_id = ANY (within))
$$;
"""  # noqa: S608 - constants only

_SCOPE = """
DECLARE
    scope bigint[] := CASE WHEN redress_all() THEN ARRAY(SELECT id FROM organisation_unit) ELSE redress_units() END;
    units bigint[] := CASE WHEN within IS NULL THEN scope
                           ELSE ARRAY(SELECT unnest(scope) INTERSECT SELECT unnest(within)) END;
    beyond bigint[] := CASE WHEN NOT redress_all() AND NOT coalesce(within <@ scope, false)
                            THEN redress_beyond(since, until, within) END;
"""
_SET = """
SET search_path = public, pg_temp
SET jit = off
SET work_mem = '64MB'
SET max_parallel_workers_per_gather = 0
SET plan_cache_mode = force_custom_plan
"""
_BEYOND = f"SELECT {_COLUMNS} FROM complaints_complaint c WHERE c.id = ANY (beyond)"  # noqa: S608 - constants only
_ALL = f"""
    SELECT o.* FROM unnest(units) u CROSS JOIN LATERAL (
        SELECT {_COLUMNS} FROM complaints_complaint c WHERE c.unit_id = u AND {_PERIOD}) o
    UNION ALL {_BEYOND}
"""  # noqa: S608 - constants only
_SUMS = ", ".join(
    f"sum(w.{name})::bigint"
    for name in ("cases", "times", "matters", "complainants", "substantiated", "net_of_withdrawn")
)

FIGURES = f"""
CREATE OR REPLACE FUNCTION redress_figures(since timestamptz, until timestamptz, within bigint[], at_intake boolean)
RETURNS TABLE (unit bigint, class varchar, cases bigint, times bigint, matters bigint, complainants bigint,
               substantiated bigint, net_of_withdrawn bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER {_SET}
AS $$
#variable_conflict use_column
{_SCOPE}
BEGIN
    RETURN QUERY SELECT w.unit_id, w.class, {_SUMS} FROM ({WEIGHED.format(cases=_ALL)}) w GROUP BY w.unit_id, w.class;
END $$;
"""  # noqa: S608 - constants only


def _newest(cases: str) -> str:
    """The newest cases that weigh something, among some."""
    return f"""
        SELECT k.id, k.registered_at, k.weight FROM (
            SELECT w.id, w.registered_at,
                   CASE rule WHEN 'cases' THEN w.cases WHEN 'times' THEN w.times WHEN 'matters' THEN w.matters
                             WHEN 'complainants' THEN w.complainants WHEN 'substantiated' THEN w.substantiated
                             WHEN 'net_of_withdrawn' THEN w.net_of_withdrawn END AS weight
              FROM ({WEIGHED.format(cases=cases)}) w WHERE of_class = '' OR w.class = of_class
        ) k
         WHERE k.weight <> 0 ORDER BY k.registered_at DESC, k.id DESC LIMIT most
    """  # noqa: S608 - constants only


_AFTER = "(after_at IS NULL OR (c.registered_at, c.id) < (after_at, after_id))"
_OF_UNIT = f"""
    SELECT {_COLUMNS} FROM complaints_complaint c WHERE c.unit_id = u AND {_PERIOD} AND {_AFTER}
     ORDER BY c.registered_at DESC, c.id DESC
"""  # noqa: S608 - constants only

CASES = f"""
CREATE OR REPLACE FUNCTION redress_counted(
    rule text, since timestamptz, until timestamptz, within bigint[], at_intake boolean, of_class text,
    after_at timestamptz, after_id bigint, most integer
) RETURNS TABLE (id bigint, at timestamptz, weight integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER {_SET}
AS $$
#variable_conflict use_column
{_SCOPE}
BEGIN
    RETURN QUERY
        SELECT f.id, f.registered_at, f.weight FROM (
            SELECT n.* FROM unnest(units) u CROSS JOIN LATERAL ({_newest(_OF_UNIT)}) n
            UNION ALL
            ({_newest(f"{_BEYOND} AND {_AFTER}")})
        ) f ORDER BY f.registered_at DESC, f.id DESC LIMIT most;
END $$;
"""  # noqa: S608 - constants only

_BEYOND_NAME = "redress_beyond(timestamptz, timestamptz, bigint[])"
_PRIVATE = f"REVOKE EXECUTE ON FUNCTION {_BEYOND_NAME} FROM PUBLIC, redress_app;"
_BEFORE = import_module("redress.complaints.migrations.0016_figures")


def _before(function: str) -> str:
    """The function as it was, in the place of the new one."""
    return function.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")


class Migration(migrations.Migration):
    dependencies = [("complaints", "0025_near_texts_in_groups")]
    operations = [
        migrations.RemoveIndex("complaint", "complaint_register"),
        migrations.AddIndex(
            "complaint",
            models.Index(
                fields=["unit", "-registered_at", "-id"],
                include=[
                    "class_code",
                    "class_at_intake",
                    "state",
                    "counted",
                    "complainants",
                    "validity",
                    "about_whom",
                    "policy_number",
                    "product",
                ],
                name="complaint_register",
            ),
        ),
        migrations.AddIndex(
            "complaint",
            models.Index(
                fields=["received_unit", "-registered_at", "-id"],
                condition=~Q(received_unit=F("unit")),
                name="complaint_elsewhere",
            ),
        ),
        migrations.AddIndex(
            "complaint",
            models.Index(
                fields=["id"],
                condition=Q(counted=False) | Q(state__in=["transferred", "declined", "merged"]),
                name="complaint_aside",
            ),
        ),
        migrations.RunSQL(BEYOND + _PRIVATE, f"DROP FUNCTION {_BEYOND_NAME}"),
        migrations.RunSQL(FIGURES, _before(_BEFORE.FIGURES)),
        migrations.RunSQL(CASES, _before(_BEFORE.CASES)),
    ]
