-- Which tables hold anything of a case (SEC-01, ORG-11): asked by every page of a case, of all tables at once.
--
-- Under row-level security each of these tables asks again who acts and whether the case is seen. Here that is asked
-- once, and a case that is not seen hangs together with nothing, as one that is not there. Only tables belong here whose
-- rule is that of the case and no narrower, but for files, which are given to nobody whom a conflict on record keeps out:
-- tests/operations/test_what_hangs.py compares.
CREATE OR REPLACE FUNCTION redress_hanging(wanted bigint) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    kept_out CONSTANT boolean := EXISTS (
        SELECT FROM complaints_recusal r WHERE r.complaint_id = wanted AND r.overridden_at IS NULL
           AND r.person_id = ANY (redress_people()));
BEGIN
    -- The owner under no other role sees every row, here as anywhere. Inside, current_user is always the owner.
    IF NOT (redress_sees(wanted)
            OR current_setting('role') = 'none' AND pg_has_role(session_user, current_user, 'MEMBER')) THEN
        RETURN '{}';
    END IF;
    RETURN array_remove(ARRAY[
        CASE WHEN EXISTS (SELECT FROM complaints_party WHERE complaint_id = wanted) THEN 'complaints_party' END,
        CASE WHEN EXISTS (SELECT FROM complaints_order WHERE complaint_id = wanted) THEN 'complaints_order' END,
        CASE WHEN EXISTS (SELECT FROM complaints_urgingnotice WHERE complaint_id = wanted) THEN 'complaints_urgingnotice' END,
        CASE WHEN EXISTS (SELECT FROM complaints_contact WHERE complaint_id = wanted) THEN 'complaints_contact' END,
        CASE WHEN EXISTS (SELECT FROM complaints_finding WHERE complaint_id = wanted) THEN 'complaints_finding' END,
        CASE WHEN EXISTS (SELECT FROM complaints_proposal WHERE complaint_id = wanted) THEN 'complaints_proposal' END,
        CASE WHEN EXISTS (SELECT FROM evidence_attachment WHERE file_id = wanted) AND NOT kept_out THEN 'evidence_attachment' END,
        CASE WHEN EXISTS (SELECT FROM complaints_cause WHERE complaint_id = wanted) THEN 'complaints_cause' END,
        CASE WHEN EXISTS (SELECT FROM complaints_signoff WHERE complaint_id = wanted) THEN 'complaints_signoff' END,
        CASE WHEN EXISTS (SELECT FROM complaints_approval WHERE complaint_id = wanted) THEN 'complaints_approval' END,
        CASE WHEN EXISTS (SELECT FROM complaints_review WHERE complaint_id = wanted) THEN 'complaints_review' END
    ]::text[], NULL);
END $$;
