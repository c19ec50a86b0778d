-- The figures of a period by unit and class, of some units or of all that the actor sees: the sums of what each case
-- weighs by the counting rules (CLO-06 to 09). `at_intake`: by the class a case was given when it came.
--
-- It runs as the owner and stands by the actor's scope itself (ADR 4).
CREATE OR REPLACE FUNCTION redress_figures(since timestamptz, until timestamptz, within bigint[], at_intake boolean)
RETURNS TABLE (unit bigint, class varchar, cases bigint, times bigint, matters bigint, complainants bigint,
               substantiated bigint, net_of_withdrawn bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER
{% include "parts/planned_for_what_is_asked.sql" %}AS $$
#variable_conflict use_column
{% include "parts/units_to_count.sql" %}BEGIN
    RETURN QUERY
        SELECT w.unit_id, w.class, sum(w.cases)::bigint, sum(w.times)::bigint, sum(w.matters)::bigint,
               sum(w.complainants)::bigint, sum(w.substantiated)::bigint, sum(w.net_of_withdrawn)::bigint
          FROM ({% include "parts/weighed.sql" with cases="parts/of_the_period.sql" %}) w
         GROUP BY w.unit_id, w.class;
END $$;
