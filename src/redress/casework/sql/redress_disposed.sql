-- Whether two persons confirmed the disposal of a file: what stands beneath it may lose its words, or go (CLO-10).
CREATE OR REPLACE FUNCTION redress_disposed(wanted bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM complaints_disposal d WHERE d.file_id = wanted
                      AND d.confirmed_at IS NOT NULL AND d.confirmed_by_id <> d.proposed_by_id)
$$;
