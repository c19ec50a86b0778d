-- Whether anything is on record of a case that could keep somebody out of it: a conflict, or a case that it is about
-- (ORG-13). Every page of a case asks it, and of most cases there is nothing. Under row-level security both tables ask
-- again who acts and whether each of their cases is seen, at ten times the cost of the rest of the row; here that is asked
-- once, of the case itself, whose conflicts and links are seen with it.
CREATE OR REPLACE FUNCTION redress_may_conflict(wanted bigint) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    -- The owner under no other role sees every row, here as anywhere. Inside, current_user is always the owner.
    RETURN (redress_sees(wanted)
            OR current_setting('role') = 'none' AND pg_has_role(session_user, current_user, 'MEMBER'))
       AND (EXISTS (SELECT FROM complaints_recusal WHERE complaint_id = wanted)
            OR EXISTS (SELECT FROM complaints_link WHERE complaint_id = wanted));
END $$;
