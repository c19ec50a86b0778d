"""The newest cases of a reader of few units come from an index, each unit's by itself.

All cases of a unit were gathered before, of which the newest two thousand were looked at: in a unit with a tenth of
the cases that took longer than looking at them. What is found is the same. Whoever registered or owns more cases than
can be gathered has the newest of everybody's read, as before.
"""

from importlib import import_module

from django.db import migrations, models
from django.db.models import F, Q

SCOPE = import_module("redress.complaints.migrations.0037_search_by_digests").SCOPE
BEFORE = import_module("redress.complaints.migrations.0053_search_looks_before_it_gathers").PAGE

PAGE = f"""
CREATE OR REPLACE FUNCTION redress_search_page(words text, pieces text, before bigint, most integer) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
SET enable_seqscan = off
SET jit = off
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    wanted tsquery := nullif(words, '')::tsquery;
    parts_wanted tsquery := nullif(pieces, '')::tsquery;
    first bigint := coalesce(before, 9223372036854775807);
    units bigint[] := redress_units();
    people bigint[] := redress_people();
    departments bigint[] := redress_departments();
    depth CONSTANT integer := 2000;
    few CONSTANT integer := 30000;
    gathered boolean := NOT redress_all() AND cardinality(units) <= 8;
    own bigint[];
    recent bigint[];
    hits bigint[];
    whole boolean := false;
BEGIN
    IF wanted IS NULL AND parts_wanted IS NULL THEN
        RETURN;
    END IF;
    IF gathered THEN
        SELECT array_agg(a.id) INTO own FROM (
            (SELECT id FROM complaints_complaint WHERE owner_id = ANY (people) LIMIT few)
            UNION ALL
            (SELECT id FROM complaints_complaint WHERE registered_by_id = ANY (people) LIMIT few)
        ) a;
        gathered := coalesce(cardinality(own), 0) < few;
    END IF;
    IF gathered THEN
        -- The newest of all of these are among the newest of each.
        SELECT array_agg(r.id) INTO recent FROM (
            SELECT o.id FROM (
                SELECT w.id FROM unnest(units) u CROSS JOIN LATERAL (
                    SELECT id FROM complaints_complaint WHERE unit_id = u AND id < first
                     ORDER BY id DESC LIMIT depth) w
                UNION
                SELECT w.id FROM unnest(units) u CROSS JOIN LATERAL (
                    SELECT id FROM complaints_complaint
                     WHERE received_unit_id = u AND NOT received_unit_id = unit_id AND id < first
                     ORDER BY id DESC LIMIT depth) w
                UNION
                SELECT w.id FROM unnest(own) w (id) WHERE w.id < first
                UNION
                SELECT w.id FROM unnest(departments) d CROSS JOIN LATERAL (
                    SELECT complaint_id AS id FROM complaints_share WHERE department_id = d AND complaint_id < first
                     ORDER BY complaint_id DESC LIMIT depth) w
                UNION
                SELECT w.id FROM unnest(people) p CROSS JOIN LATERAL (
                    SELECT complaint_id AS id FROM complaints_share WHERE user_id = p AND complaint_id < first
                     ORDER BY complaint_id DESC LIMIT depth) w
            ) o ORDER BY o.id DESC LIMIT depth
        ) r;
        whole := coalesce(cardinality(recent), 0) < depth;
    ELSE
        SELECT array_agg(r.id) INTO recent FROM (
            SELECT c.id FROM (
                SELECT id, unit_id, received_unit_id, owner_id, registered_by_id
                  FROM complaints_complaint WHERE id < first ORDER BY id DESC LIMIT 10 * depth
            ) c WHERE {SCOPE} ORDER BY c.id DESC LIMIT depth
        ) r;
    END IF;
    -- unnest keeps the order, newest first, and the limit ends the reading.
    SELECT array_agg(h.id) INTO hits FROM (
        SELECT r.id FROM unnest(recent) r (id)
         WHERE (SELECT (wanted IS NULL OR t.document @@ wanted) AND (parts_wanted IS NULL OR t.parts @@ parts_wanted)
                  FROM complaints_casetext t WHERE t.complaint_id = r.id) LIMIT most
    ) h;
    IF whole OR cardinality(hits) >= most THEN
        RETURN QUERY SELECT unnest(hits);
        RETURN;
    END IF;
    SELECT array_agg(t.complaint_id ORDER BY t.complaint_id DESC) INTO hits
      FROM complaints_casetext t
     WHERE (wanted IS NULL OR t.document @@ wanted) AND (parts_wanted IS NULL OR t.parts @@ parts_wanted)
       AND t.complaint_id < first;
    RETURN QUERY
        SELECT h.id FROM unnest(hits) h (id)
         WHERE (SELECT {SCOPE} FROM complaints_complaint c WHERE c.id = h.id) LIMIT most;
END $$;
REVOKE EXECUTE ON FUNCTION redress_search_page(text, text, bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION redress_search_page(text, text, bigint, integer) TO redress_app;
"""  # noqa: S608 - constants only


class Migration(migrations.Migration):
    dependencies = [("complaints", "0053_search_looks_before_it_gathers")]

    operations = [
        migrations.AddIndex("complaint", models.Index(fields=["unit", "-id"], name="complaint_of_unit")),
        migrations.AddIndex(
            "complaint",
            models.Index(
                fields=["received_unit", "-id"],
                condition=~Q(received_unit=F("unit")),
                name="complaint_from_elsewhere",
            ),
        ),
        migrations.RunSQL(PAGE, BEFORE),
    ]
