-- The newest cases of a cluster that `redress_clusters` gave, by its key.
CREATE OR REPLACE FUNCTION redress_clustered(
    kind text, since timestamptz, shortest integer, wanted text, most integer
) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER
{% include "parts/planned_for_what_is_asked.sql" %}AS $$
    SELECT k.id FROM ({% include "parts/keyed.sql" %}    ) k
     WHERE k.key = wanted ORDER BY k.id DESC LIMIT most
$$;
