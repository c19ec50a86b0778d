-- Keys of new rows, for whoever came in: sequences themselves are nobody's but the owner's (SEC-01). It is here before the
-- first migration runs, for migrations seal what they write. What a session's secret lives in (acting.sql) is no key.

CREATE OR REPLACE FUNCTION redress_next(wanted text, count integer) RETURNS SETOF bigint
LANGUAGE plpgsql VOLATILE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    keys regclass;
BEGIN
    IF NOT pg_has_role(session_user, current_user, 'MEMBER') THEN
        PERFORM redress_admit();
        IF wanted !~ '^[a-z_]+$' OR wanted LIKE 'redress\_session\_%' OR wanted LIKE 'procrastinate\_%' THEN
            RAISE EXCEPTION 'not a sequence of keys: %', wanted USING ERRCODE = 'insufficient_privilege';
        END IF;
    END IF;
    keys := ('public.' || wanted)::regclass;
    FOR _each IN 1..count LOOP
        RETURN NEXT nextval(keys);
    END LOOP;
END $$;
