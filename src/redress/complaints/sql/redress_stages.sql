-- How many open cases stand where in each unit of the actor, and how many of them are late at that time. It is read from
-- the index of open cases alone, past row-level security, and stands by the actor's units itself (ADR 4).
CREATE OR REPLACE FUNCTION redress_stages(at timestamptz)
RETURNS TABLE (unit bigint, state varchar, cases bigint, late bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.unit_id, c.state, count(*), count(*) FILTER (WHERE c.late_from <= at)
      FROM complaints_complaint c
     WHERE c.state IN ({{ states.open }})
       AND c.unit_id = ANY (redress_units())
     GROUP BY c.unit_id, c.state
$$;
