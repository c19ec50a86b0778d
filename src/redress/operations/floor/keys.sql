-- Keys of new rows, for whoever came in: sequences themselves are nobody's but the owner's (SEC-01). It is here before the
-- first migration runs, for migrations seal what they write. What a session's secret lives in (acting.sql) is no key.

-- The sequence of that name, if it is one of keys; asked by the functions below, which ask for a ticket once.
CREATE OR REPLACE FUNCTION redress_keys_of(wanted text) RETURNS regclass
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT pg_has_role(session_user, current_user, 'MEMBER')
       AND (wanted !~ '^[a-z_]+$' OR wanted LIKE 'redress\_session\_%' OR wanted LIKE 'procrastinate\_%') THEN
        RAISE EXCEPTION 'not a sequence of keys: %', wanted USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN ('public.' || wanted)::regclass;
END $$;

CREATE OR REPLACE FUNCTION redress_next(wanted text, count integer) RETURNS SETOF bigint
LANGUAGE plpgsql VOLATILE ROWS 1 SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    keys CONSTANT regclass := redress_keys_of(wanted);
BEGIN
    IF NOT pg_has_role(session_user, current_user, 'MEMBER') THEN
        PERFORM redress_admit();
    END IF;
    FOR _each IN 1..count LOOP
        RETURN NEXT nextval(keys);
    END LOOP;
END $$;

-- One key of each of these sequences, in their order; a sequence may be named more than once. For what is done once under a
-- key of a call, which its giver chose: NULL, and no key of a row is used up, when the journal holds it already. Of what
-- somebody else was given nothing is told.
CREATE OR REPLACE FUNCTION redress_next_each(wanted text[], giver bigint DEFAULT NULL, call text DEFAULT '') RETURNS bigint[]
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    taken bigint[] := '{}';
BEGIN
    IF NOT pg_has_role(session_user, current_user, 'MEMBER') THEN
        PERFORM redress_admit();
    END IF;
    IF call <> '' AND (redress_staff() = giver OR redress_all()) AND EXISTS (
        SELECT FROM complaints_journalentry e WHERE e.by_id = giver AND e.key = call AND e.key <> '') THEN
        RETURN NULL;
    END IF;
    FOR n IN 1..cardinality(wanted) LOOP
        taken := taken || nextval(redress_keys_of(wanted[n]));
    END LOOP;
    RETURN taken;
END $$;
