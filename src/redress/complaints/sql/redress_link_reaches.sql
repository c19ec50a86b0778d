-- Whether links that hold lead from one case to another, over however many. It reads past row-level security, because the
-- way may lead through cases that the writer does not see, and tells nothing of them (INT-15).
CREATE OR REPLACE FUNCTION redress_link_reaches(start bigint, goal bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH RECURSIVE onward (id) AS (
        SELECT start
        UNION
        SELECT l.to_id FROM onward o JOIN complaints_link l ON l.complaint_id = o.id AND l.ended_at IS NULL
    )
    SELECT EXISTS (SELECT FROM onward WHERE id = goal)
$$;
