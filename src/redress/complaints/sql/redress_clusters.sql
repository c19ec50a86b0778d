-- Agents, policies, products or wordings with at least `fewest` cases since a day in the actor's units, the most first; of
-- each how many cases in how many units, the first and last time, and one case (INS-07). Clusters of one size have one
-- order. `shortest`: of how many words a text is compared.
CREATE OR REPLACE FUNCTION redress_clusters(
    kind text, since timestamptz, shortest integer, fewest integer, most integer
) RETURNS TABLE (key text, cases bigint, units bigint, first timestamptz, last timestamptz, example bigint)
LANGUAGE sql STABLE SECURITY DEFINER
{% include "parts/planned_for_what_is_asked.sql" %}AS $$
    SELECT k.key, count(*), count(DISTINCT k.unit_id), min(k.registered_at), max(k.registered_at), max(k.id)
      FROM ({% include "parts/keyed.sql" %}      ) k
     WHERE k.key <> '' GROUP BY k.key HAVING count(*) >= fewest
     ORDER BY 2 DESC, 5 DESC, 1 LIMIT most
$$;
