-- Cases of a period, of some units or all, that the actor sees although they belong to none of the actor's units: taken in
-- there, owned, registered, or shared. Only functions that count ask it.
CREATE OR REPLACE FUNCTION redress_beyond(since timestamptz, until timestamptz, within bigint[]) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
SET jit = off
SET plan_cache_mode = force_custom_plan
AS $$
    SELECT array_agg(c.id) FROM complaints_complaint c
     WHERE c.id = ANY (ARRAY(
                SELECT o.id FROM unnest(redress_units()) u CROSS JOIN LATERAL (
                    SELECT c.id FROM complaints_complaint c
                     WHERE c.received_unit_id = u AND NOT c.received_unit_id = c.unit_id
                       AND {% include "parts/in_the_period.sql" %}) o
                UNION
                SELECT c.id FROM complaints_complaint c
                 WHERE c.owner_id = ANY (redress_people()) AND {% include "parts/in_the_period.sql" %}
                UNION
                SELECT c.id FROM complaints_complaint c
                 WHERE c.registered_by_id = ANY (redress_people()) AND {% include "parts/in_the_period.sql" %}
                UNION SELECT complaint_id FROM complaints_share WHERE department_id = ANY (redress_departments())
                UNION SELECT complaint_id FROM complaints_share WHERE user_id = ANY (redress_people())))
       AND {% include "parts/in_the_period.sql" %}
       AND NOT c.unit_id = ANY (redress_units()) AND (within IS NULL OR c.unit_id = ANY (within))
$$;
