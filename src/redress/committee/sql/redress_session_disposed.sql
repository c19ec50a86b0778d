-- Whether everything a session dealt with was about cases that were disposed of: then its minutes go as well (CLO-10).
CREATE OR REPLACE FUNCTION redress_session_disposed(wanted bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (SELECT FROM committee_item i LEFT JOIN committee_referral r ON r.id = i.referral_id
                        WHERE i.session_id = wanted AND (r.id IS NULL OR NOT redress_disposed(r.complaint_id)))
$$;
