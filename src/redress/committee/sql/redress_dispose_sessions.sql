-- What `redress_dispose` has the committee do: what was said in sessions about the case goes with it, and how many rows lost
-- their words is written on the certificate (CLO-10). Minutes go when every item of their session was about a case that is
-- disposed of; until then the certificate names them.
CREATE OR REPLACE FUNCTION redress_dispose_sessions(disposed bigint) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    items bigint[] := ARRAY(SELECT i.id FROM committee_item i JOIN committee_referral r ON r.id = i.referral_id
                             WHERE r.complaint_id = disposed);
    held bigint[] := ARRAY(SELECT DISTINCT i.session_id FROM committee_item i WHERE i.id = ANY (items));
    counts jsonb := '{}';
    n bigint;
BEGIN
    UPDATE committee_vote SET reason = ''
     WHERE item_id = ANY (items) AND reason IS NOT NULL;
    GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('committee.vote', n);
    UPDATE committee_recusal SET reason = '' WHERE item_id = ANY (items);
    GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('committee.recusal', n);
    UPDATE committee_hearing SET words = '', speaker = '' WHERE item_id = ANY (items);
    GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('committee.hearing', n);
    UPDATE committee_ruling SET words = '', reasons = NULL, amount = NULL WHERE complaint_id = disposed;
    GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('committee.ruling', n);
    UPDATE committee_sessionentry e SET payload = redress_entry_left(e.payload), said = NULL
     WHERE e.session_id = ANY (held) AND redress_entry_complaint(e.session_id, e.payload) = disposed
       AND (e.payload <> redress_entry_left(e.payload) OR e.said IS NOT NULL);
    GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('committee.sessionentry', n);
    UPDATE committee_item SET motion = NULL, remark = NULL WHERE id = ANY (items);
    GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('committee.item', n);
    UPDATE committee_referral SET words = '', because = '', amount = NULL WHERE complaint_id = disposed;
    GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('committee.referral', n);
    UPDATE committee_action SET what = '', evidence = CASE WHEN evidence IS NULL THEN NULL ELSE ''::bytea END
     WHERE item_id = ANY (items);
    GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('committee.action', n);
    UPDATE committee_sessionentry SET payload = '{}', said = NULL
     WHERE command = 'write_minutes' AND session_id = ANY (held) AND redress_session_disposed(session_id);
    UPDATE committee_session SET minutes = ''
     WHERE id = ANY (held) AND minutes IS NOT NULL AND redress_session_disposed(id);
    GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('committee.session', n);
    UPDATE complaints_disposal SET
        emptied = emptied || (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(counts)
                               WHERE value <> '0'::jsonb),
        minutes = to_jsonb(ARRAY(SELECT s.number FROM committee_session s
                                  WHERE s.id = ANY (held) AND octet_length(s.minutes) > 0 ORDER BY s.number))
     WHERE file_id = disposed;
END $$;
