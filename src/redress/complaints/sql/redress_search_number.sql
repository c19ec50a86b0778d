-- Cases of the actor's scope whose number begins so, in the order of their numbers. Under row-level security a prefix may
-- not use an index, because its operators are not leakproof: it runs as the owner (ADR 4).
CREATE OR REPLACE FUNCTION redress_search_number(prefix text, most integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.id FROM complaints_complaint c
     WHERE c.number ~>=~ prefix AND c.number ~<~ (prefix || chr(1114111))
       AND {% include "parts/seen.sql" %}
     ORDER BY c.number USING ~<~ LIMIT most
$$;
