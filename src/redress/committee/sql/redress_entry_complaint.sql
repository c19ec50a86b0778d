-- The case that an entry of a session was about, by the item or the action that its payload names; NULL for none.
CREATE OR REPLACE FUNCTION redress_entry_complaint(wanted bigint, payload jsonb) RETURNS bigint
LANGUAGE sql STABLE AS $$
    SELECT r.complaint_id FROM committee_item i JOIN committee_referral r ON r.id = i.referral_id
     WHERE i.session_id = wanted AND (
         i.position::text = payload->>'item'
         OR i.id = (SELECT a.item_id FROM committee_action a
                     WHERE a.session_id = wanted AND a.position::text = payload->>'action'))
     LIMIT 1
$$;
