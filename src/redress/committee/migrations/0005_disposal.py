"""When a case is disposed of, what was said about it in sessions goes with it; who voted how, and when, stays (CLO-10).

Votes, recusals, hearings, rulings and entries of sessions are append-only. They may lose their words, and nothing else,
once the disposal of the case stands confirmed by two persons; `emptied` of the certificate counts them. Minutes go when
every item of their session was about a case that is disposed of; until then the certificate names them.
"""

from importlib import import_module

from django.db import migrations

DISPOSED = """
CREATE FUNCTION redress_disposed(wanted bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM complaints_disposal d WHERE d.complaint_id = wanted
                      AND d.confirmed_at IS NOT NULL AND d.confirmed_by_id <> d.proposed_by_id)
$$;
CREATE FUNCTION redress_session_disposed(wanted bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT NOT EXISTS (SELECT FROM committee_item i LEFT JOIN committee_referral r ON r.id = i.referral_id
                        WHERE i.session_id = wanted AND (r.id IS NULL OR NOT redress_disposed(r.complaint_id)))
$$;
CREATE FUNCTION redress_entry_complaint(wanted bigint, payload jsonb) RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT r.complaint_id FROM committee_item i JOIN committee_referral r ON r.id = i.referral_id
     WHERE i.session_id = wanted AND (
         i.position::text = payload->>'item'
         OR i.id = (SELECT a.item_id FROM committee_action a
                     WHERE a.session_id = wanted AND a.position::text = payload->>'action'))
     LIMIT 1
$$;
CREATE FUNCTION redress_entry_left(payload jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object('item', payload->'item', 'action', payload->'action'))
$$;
"""

GUARD = """
CREATE FUNCTION redress_session_words() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    words text[] := TG_ARGV[0]::text[];
    was jsonb := to_jsonb(OLD);
    is_now jsonb;
    gone boolean;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        is_now := to_jsonb(NEW);
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
                            WHERE w <> 'payload' AND coalesce(is_now->>w, '') NOT IN ('', '—'))
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
"""

TRIGGER = """
DROP TRIGGER {table}_append_only ON {table};
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION redress_session_words('{{{words}}}');
"""

WORDS = {
    "committee_vote": "reason",
    "committee_recusal": "reason",
    "committee_hearing": "words,speaker",
    "committee_ruling": "words,reasons,amount",
    "committee_sessionentry": "payload",
}

EMPTY = """
CREATE FUNCTION redress_dispose_sessions(disposed bigint) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp
AS $$
DECLARE
    items bigint[] := ARRAY(SELECT i.id FROM committee_item i JOIN committee_referral r ON r.id = i.referral_id
                             WHERE r.complaint_id = disposed);
    held bigint[] := ARRAY(SELECT DISTINCT i.session_id FROM committee_item i WHERE i.id = ANY (items));
    counts jsonb := '{}';
    n bigint;
BEGIN
    UPDATE committee_vote SET reason = CASE choice WHEN 'against' THEN '—' ELSE '' END
     WHERE item_id = ANY (items) AND reason <> '';
    GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('committee.vote', n);
    UPDATE committee_recusal SET reason = '—' WHERE item_id = ANY (items);
    GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('committee.recusal', n);
    UPDATE committee_hearing SET words = '—', speaker = '—' WHERE item_id = ANY (items);
    GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('committee.hearing', n);
    UPDATE committee_ruling SET words = '—', reasons = '', amount = NULL WHERE complaint_id = disposed;
    GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('committee.ruling', n);
    UPDATE committee_sessionentry e SET payload = redress_entry_left(e.payload)
     WHERE e.session_id = ANY (held) AND redress_entry_complaint(e.session_id, e.payload) = disposed
       AND e.payload <> redress_entry_left(e.payload);
    GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('committee.sessionentry', n);
    UPDATE committee_item SET motion = '', remark = '' WHERE id = ANY (items);
    GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('committee.item', n);
    UPDATE committee_referral SET words = '—', because = '—', amount = NULL WHERE complaint_id = disposed;
    GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('committee.referral', n);
    UPDATE committee_action SET what = '—', evidence = CASE evidence WHEN '' THEN '' ELSE '—' END
     WHERE item_id = ANY (items);
    GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('committee.action', n);
    UPDATE committee_sessionentry SET payload = '{}'
     WHERE command = 'write_minutes' AND session_id = ANY (held) AND redress_session_disposed(session_id);
    UPDATE committee_session SET minutes = '—'
     WHERE id = ANY (held) AND minutes <> '' AND redress_session_disposed(id);
    GET DIAGNOSTICS n = ROW_COUNT; counts := counts || jsonb_build_object('committee.session', n);
    UPDATE complaints_disposal SET
        emptied = emptied || (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(counts)
                               WHERE value <> '0'::jsonb),
        minutes = to_jsonb(ARRAY(SELECT s.number FROM committee_session s
                                  WHERE s.id = ANY (held) AND s.minutes NOT IN ('', '—') ORDER BY s.number))
     WHERE complaint_id = disposed;
END $$;
REVOKE EXECUTE ON FUNCTION redress_dispose_sessions(bigint) FROM PUBLIC, redress_app;
"""

_LAST = "    RETURN gone;\nEND $$;"


def _function() -> str:
    """The function as letters left it, which now also empties what was said in sessions."""
    made: str = import_module("redress.letters.migrations.0003_disposal")._function()
    assert _LAST in made
    return made.replace(_LAST, "    PERFORM redress_dispose_sessions(disposed);\n" + _LAST)


class Migration(migrations.Migration):
    dependencies = [
        ("committee", "0004_ruling_of_a_referral"),
        ("letters", "0003_disposal"),
        ("complaints", "0021_disposal_emptied"),
    ]
    operations = [
        migrations.RunSQL(DISPOSED, migrations.RunSQL.noop),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
        *[
            migrations.RunSQL(TRIGGER.format(table=table, words=words), migrations.RunSQL.noop)
            for table, words in WORDS.items()
        ],
        migrations.RunSQL(EMPTY, migrations.RunSQL.noop),
        migrations.RunSQL(_function(), migrations.RunSQL.noop),
    ]
