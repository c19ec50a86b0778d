-- The cases behind a figure of `redress_figures`, the newest first, each with what it weighs by the rule. `of_class`: '' for
-- all; `after_at`, `after_id`: the last case of the page before, NULL on the first.
CREATE OR REPLACE FUNCTION redress_counted(
    rule text, since timestamptz, until timestamptz, within bigint[], at_intake boolean, of_class text,
    after_at timestamptz, after_id bigint, most integer
) RETURNS TABLE (id bigint, at timestamptz, weight integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER
{% include "parts/planned_for_what_is_asked.sql" %}AS $$
#variable_conflict use_column
{% include "parts/units_to_count.sql" %}BEGIN
    RETURN QUERY
        SELECT f.id, f.registered_at, f.weight FROM (
            SELECT n.* FROM unnest(units) u CROSS JOIN LATERAL (
                {% include "parts/newest.sql" with cases="parts/of_a_unit_after.sql" %}) n
            UNION ALL
            ({% include "parts/newest.sql" with cases="parts/beyond_after.sql" %})
        ) f ORDER BY f.registered_at DESC, f.id DESC LIMIT most;
END $$;
