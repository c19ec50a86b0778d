-- Who is late in some units of the actor, with how many cases and since when, the most first. As `redress_stages`: a count
-- of cases and their oldest date, from the index of open cases alone, is all it gives (ADR 4).
CREATE OR REPLACE FUNCTION redress_late(at timestamptz, units bigint[], most integer)
RETURNS TABLE (owner bigint, unit bigint, late bigint, oldest timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.owner_id, c.unit_id, count(*), min(c.late_from)
      FROM complaints_complaint c
     WHERE c.state IN ({{ states.open }})
       AND c.unit_id = ANY (units)
       AND c.unit_id = ANY (redress_units())
       AND c.late_from <= at
     GROUP BY c.owner_id, c.unit_id
     ORDER BY 3 DESC, 4
     LIMIT most
$$;
