-- What a list says of a case that its row does not (FLW-17): with whom it lies, whether it follows an earlier case,
-- whether anything on record could keep somebody out of it (ORG-13), and whether somebody else did something since whoever
-- asks last opened it, which the access log knows; that a clock went on is no news. The words of the first are `complaints/turn.py`, in
-- the order of the waits in `complaints/next_step.py`; a test holds both against each other at every stage. NULL: whoever
-- asks does not see the case. Under row-level security each of the tables beneath would ask again who acts and whether
-- its case is seen; here that is asked once.
CREATE OR REPLACE FUNCTION redress_standing(wanted bigint) RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found record;
    lies text;
    own bigint[] := redress_people();
BEGIN
    -- The owner under no other role sees every row, here as anywhere. Inside, current_user is always the owner.
    IF NOT (redress_sees(wanted)
            OR current_setting('role') = 'none' AND pg_has_role(session_user, current_user, 'MEMBER')) THEN
        RETURN NULL;
    END IF;
    SELECT c.state, c.under_review, c.result_told_at INTO found FROM complaints_complaint c WHERE c.id = wanted;
    IF EXISTS (SELECT FROM complaints_proposal WHERE complaint_id = wanted AND state = 'awaiting_approval') THEN
        lies := 'approver';
    ELSIF found.under_review THEN
        lies := CASE WHEN EXISTS (SELECT FROM complaints_review WHERE complaint_id = wanted AND state = 'decided')
                     THEN 'teller' ELSE 'approver' END;
    ELSIF found.state = 'decided' AND found.result_told_at IS NULL THEN
        lies := 'handler';
    ELSIF found.state NOT IN ({{ states.open }}) THEN
        lies := 'nobody';
    ELSIF found.state = 'determined' THEN
        lies := CASE WHEN EXISTS (SELECT FROM complaints_signoff WHERE complaint_id = wanted AND signed_at IS NULL)
                     THEN 'department' ELSE 'finisher' END;
    ELSIF found.state = 'investigating'
          AND EXISTS (SELECT FROM complaints_order WHERE complaint_id = wanted AND state = 'open') THEN
        lies := 'department';
    ELSIF found.state IN ('answered', 'decided') THEN
        lies := 'closer';
    ELSIF found.state = 'proposed' THEN
        lies := 'customer';
    ELSE
        lies := 'handler';
    END IF;
    RETURN ARRAY[
        lies,
        CASE WHEN EXISTS (SELECT FROM complaints_link WHERE complaint_id = wanted AND ended_at IS NULL
                             AND kind IN ('repeat', 'escalation')) THEN 'repeat' ELSE '' END,
        CASE WHEN EXISTS (SELECT FROM complaints_recusal WHERE complaint_id = wanted)
               OR EXISTS (SELECT FROM complaints_link WHERE complaint_id = wanted) THEN 'conflict' ELSE '' END,
        CASE WHEN EXISTS (
            SELECT FROM complaints_journalentry j
             WHERE j.complaint_id = wanted AND j.command NOT IN ('advance_clock', 'recompute_clocks')
               AND (j.by_id IS NULL OR j.by_id <> ALL (own))
               AND j.at > coalesce((SELECT max(a.at) FROM complaints_accessentry a
                                     WHERE a.file_id = wanted AND a.user_id = ANY (own) AND a.action <> 'refused'),
                                   '-infinity'))
             THEN 'unread' ELSE '' END
    ];
END $$;
