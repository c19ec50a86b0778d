{# Cases beyond the actor's units are found first, by narrow indexes, and not at all where only own units are asked for. #}
DECLARE
    scope bigint[] := CASE WHEN redress_all() THEN ARRAY(SELECT id FROM organisation_unit) ELSE redress_units() END;
    units bigint[] := CASE WHEN within IS NULL THEN scope
                           ELSE ARRAY(SELECT unnest(scope) INTERSECT SELECT unnest(within)) END;
    beyond bigint[] := CASE WHEN NOT redress_all() AND NOT coalesce(within <@ scope, false)
                            THEN redress_beyond(since, until, within) END;
