-- Votes, recusals, hearings, rulings and entries of sessions are only added to. They may be given another key; and they may
-- lose their words, and nothing else, once two persons confirmed the disposal of the case: who voted how, and when, stays
-- (CLO-10). An empty value in the place of words says that there were some. Which columns are words, the trigger says.
CREATE OR REPLACE FUNCTION redress_session_words() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    words text[] := TG_ARGV[0]::text[];
    was jsonb := to_jsonb(OLD);
    is_now jsonb;
    gone boolean;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        is_now := to_jsonb(NEW);
        IF redress_rekeyed(was, is_now, words) THEN
            RETURN NEW;
        END IF;
        IF TG_TABLE_NAME = 'committee_sessionentry' THEN
            gone := redress_disposed(redress_entry_complaint((was->>'session_id')::bigint, was->'payload'))
                        AND is_now->'payload' = redress_entry_left(was->'payload')
                OR was->>'command' = 'write_minutes' AND redress_session_disposed((was->>'session_id')::bigint)
                        AND is_now->'payload' = '{}'::jsonb;
        ELSIF TG_TABLE_NAME = 'committee_ruling' THEN
            gone := redress_disposed((was->>'complaint_id')::bigint);
        ELSE
            gone := redress_disposed((SELECT r.complaint_id FROM committee_item i
                                        JOIN committee_referral r ON r.id = i.referral_id
                                       WHERE i.id = (was->>'item_id')::bigint));
        END IF;
        IF gone AND is_now - words = was - words
           AND NOT EXISTS (SELECT FROM unnest(words) w
                            WHERE w <> 'payload' AND coalesce(is_now->>w, '') NOT IN ('', '\x'))
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER committee_vote_append_only BEFORE UPDATE OR DELETE ON committee_vote
    FOR EACH ROW EXECUTE FUNCTION redress_session_words('{reason}');
CREATE OR REPLACE TRIGGER committee_vote_no_truncate BEFORE TRUNCATE ON committee_vote
    FOR EACH STATEMENT EXECUTE FUNCTION redress_append_only();
CREATE OR REPLACE TRIGGER committee_recusal_append_only BEFORE UPDATE OR DELETE ON committee_recusal
    FOR EACH ROW EXECUTE FUNCTION redress_session_words('{reason}');
CREATE OR REPLACE TRIGGER committee_recusal_no_truncate BEFORE TRUNCATE ON committee_recusal
    FOR EACH STATEMENT EXECUTE FUNCTION redress_append_only();
CREATE OR REPLACE TRIGGER committee_hearing_append_only BEFORE UPDATE OR DELETE ON committee_hearing
    FOR EACH ROW EXECUTE FUNCTION redress_session_words('{words,speaker}');
CREATE OR REPLACE TRIGGER committee_hearing_no_truncate BEFORE TRUNCATE ON committee_hearing
    FOR EACH STATEMENT EXECUTE FUNCTION redress_append_only();
CREATE OR REPLACE TRIGGER committee_ruling_append_only BEFORE UPDATE OR DELETE ON committee_ruling
    FOR EACH ROW EXECUTE FUNCTION redress_session_words('{words,reasons,amount}');
CREATE OR REPLACE TRIGGER committee_ruling_no_truncate BEFORE TRUNCATE ON committee_ruling
    FOR EACH STATEMENT EXECUTE FUNCTION redress_append_only();
CREATE OR REPLACE TRIGGER committee_sessionentry_append_only BEFORE UPDATE OR DELETE ON committee_sessionentry
    FOR EACH ROW EXECUTE FUNCTION redress_session_words('{payload,said}');
CREATE OR REPLACE TRIGGER committee_sessionentry_no_truncate BEFORE TRUNCATE ON committee_sessionentry
    FOR EACH STATEMENT EXECUTE FUNCTION redress_append_only();
