-- Who acts on this connection (SEC-01, SEC-06). Whoever can only run SQL can say nothing here.
--
-- A process of the house proves once a connection that it knows the key of tickets, of which the database holds a hash
-- and nothing else, and is given the secret of the session (redress_prove). With that it seals tickets.
-- redress_enter() checks one once and writes what it says into settings of the session, each with a proof: a hash with
-- the same secret, which lives in the session's own memory of two sequences that nobody else may ask. The functions that
-- policies ask check the proof; a setting made by hand, or carried over from elsewhere, says nothing.
--
-- So neither a dump nor the files of the database hold anything with which a ticket can be made: a hash of a random key
-- leads back to nothing, and what a sequence wrote down is written over at once, while currval() remembers.
--
-- currval() costs a microsecond and no transaction rolls it back; the settings are rolled back with theirs. That somebody
-- came by a ticket of the house holds as long as the session; whose sight it gives, until the ticket says.
--
-- Every table asks for what purpose a ticket was entered, a request some thirty times: there are three, and for each the
-- session draws a number of its own, which the setting says where others have their proof. It is seen by who was told it,
-- like a proof, and says as little elsewhere.

DROP TABLE IF EXISTS redress_ticket_key CASCADE;
CREATE TABLE IF NOT EXISTS redress_ticket_verifier (
    id text PRIMARY KEY, stored bytea NOT NULL, since timestamptz NOT NULL DEFAULT now()
);
CREATE UNLOGGED SEQUENCE IF NOT EXISTS redress_session_secret MINVALUE 0 START 0;
CREATE UNLOGGED SEQUENCE IF NOT EXISTS redress_session_second MINVALUE 0 START 0;
CREATE UNLOGGED SEQUENCE IF NOT EXISTS redress_session_name MINVALUE 0 START 0;
CREATE UNLOGGED SEQUENCE IF NOT EXISTS redress_session_serial MINVALUE 0 START 0;
CREATE UNLOGGED SEQUENCE IF NOT EXISTS redress_session_person MINVALUE 0 START 0;
CREATE UNLOGGED SEQUENCE IF NOT EXISTS redress_session_system MINVALUE 0 START 0;
CREATE UNLOGGED SEQUENCE IF NOT EXISTS redress_session_door MINVALUE 0 START 0;

-- A number that nobody can guess. gen_random_uuid() asks the system's generator; a hash spreads its fixed bits.
CREATE OR REPLACE FUNCTION redress_drawn() RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT ('x' || encode(substr(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 1, 8), 'hex'))
           ::bit(64)::bigint & 9223372036854775807
$$;

-- How this session is called when it is proven; drawn when it is asked for the first time.
CREATE OR REPLACE FUNCTION redress_hello() RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RETURN currval('redress_session_name');
EXCEPTION WHEN object_not_in_prerequisite_state THEN
    PERFORM setval('redress_session_secret', redress_drawn()), setval('redress_session_second', redress_drawn()),
            setval('redress_session_person', redress_drawn()), setval('redress_session_system', redress_drawn()),
            setval('redress_session_door', redress_drawn()), setval('redress_session_serial', 0),
            setval('redress_session_name', redress_drawn());
    -- Not "called": what is kept on the disk is nobody's, and currval() goes on saying what was drawn.
    PERFORM setval('redress_session_secret', 0, false), setval('redress_session_second', 0, false),
            setval('redress_session_person', 0, false), setval('redress_session_system', 0, false),
            setval('redress_session_door', 0, false), setval('redress_session_name', 0, false);
    RETURN currval('redress_session_name');
END $$;

CREATE OR REPLACE FUNCTION redress_proof(said text) RETURNS text
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT @proof(said)@
$$;

-- The secret of this session, for who proves to know the key with that id. As SCRAM does it (RFC 5802, 3): the key comes
-- hidden by a hash of what is stored and of the session's name, so that a log of statements holds it for nobody, and an
-- answer of one session is none in another.
CREATE OR REPLACE FUNCTION redress_prove(key text, answer bytea) RETURNS bytea
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    kept bytea;
    hidden bytea;
    told bytea;
BEGIN
    SELECT v.stored INTO kept FROM public.redress_ticket_verifier v WHERE v.id = key;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'ticket refused: its key is unknown' USING ERRCODE = 'invalid_authorization_specification',
              HINT = 'Run redress migrate with the secret key of the processes that serve.';
    END IF;
    IF octet_length(answer) IS DISTINCT FROM 32 THEN
        RAISE EXCEPTION 'ticket refused: its key is not proven' USING ERRCODE = 'invalid_authorization_specification';
    END IF;
    hidden := sha256(kept || int8send(redress_hello()));
    SELECT string_agg(int8send((('x' || encode(substr(answer, at, 8), 'hex'))::bit(64)
                              # ('x' || encode(substr(hidden, at, 8), 'hex'))::bit(64))::bigint), '' ORDER BY at)
      INTO told FROM generate_series(1, 25, 8) at;
    IF sha256(told) IS DISTINCT FROM kept THEN
        RAISE EXCEPTION 'ticket refused: its key is not proven' USING ERRCODE = 'invalid_authorization_specification';
    END IF;
    RETURN int8send(currval('redress_session_secret')) || int8send(currval('redress_session_second'));
END $$;

-- `ticket`: 'ticket' | serial | enter until | holds until | purpose | everything | staff | people | units | departments |
-- audited | duties | posts; times in seconds since 1970, sets as PostgreSQL writes arrays. Posts begin with the day they are of.
CREATE OR REPLACE FUNCTION redress_enter(ticket text, seal bytea) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    said CONSTANT text[] := string_to_array(ticket, '|');
    held CONSTANT text := said[4];
    named CONSTANT text[] := '{everything,staff,people,units,departments,audited,duties,posts}';
    number bigint;
    kept text;
BEGIN
    IF said[1] IS DISTINCT FROM 'ticket' OR decode(@proof(ticket)@, 'hex') IS DISTINCT FROM seal THEN
        RAISE EXCEPTION 'ticket refused: its seal does not hold' USING ERRCODE = 'invalid_authorization_specification';
    END IF;
    IF said[2]::bigint <= currval('redress_session_serial') THEN
        RAISE EXCEPTION 'ticket refused: used before' USING ERRCODE = 'invalid_authorization_specification';
    END IF;
    IF said[3]::bigint < extract(epoch FROM clock_timestamp()) THEN
        RAISE EXCEPTION 'ticket refused: expired' USING ERRCODE = 'invalid_authorization_specification';
    END IF;
    -- Assigned, not performed, as everything that each request comes by: PERFORM is a statement, which is begun and ended.
    number := setval('redress_session_serial', said[2]::bigint);
    kept := set_config('redress.purpose', CASE said[5] WHEN 'person' THEN currval('redress_session_person') || ' person'
        WHEN 'system' THEN currval('redress_session_system') || ' system'
        WHEN 'door' THEN currval('redress_session_door') || ' door' END, false);
    FOR n IN 1..cardinality(named) LOOP
        kept := held || CASE named[n] WHEN 'posts' THEN coalesce(said[n + 5], '') ELSE said[n + 5] END;
        kept := set_config('redress.' || named[n], @proof(named[n] || kept)@ || kept, false);
    END LOOP;
    RETURN true;
END $$;

-- What the ticket said by that name; NULL when none was entered, it has ended, or the setting was made by hand.
CREATE OR REPLACE FUNCTION redress_told(name text) RETURNS text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    said CONSTANT text := current_setting('redress.' || name, true);
BEGIN
    IF said IS NULL OR said = '' THEN
        RETURN NULL;
    END IF;
    IF name = 'purpose' THEN
        RETURN CASE said WHEN currval('redress_session_person') || ' person' THEN 'person'
            WHEN currval('redress_session_system') || ' system' THEN 'system'
            WHEN currval('redress_session_door') || ' door' THEN 'door' END;
    END IF;
    IF @proof(name || substr(said, 65))@ <> left(said, 64)
       OR substr(said, 65, 10)::bigint < extract(epoch FROM clock_timestamp())
    THEN
        RETURN NULL;
    END IF;
    RETURN substr(said, 75);
END $$;

CREATE OR REPLACE FUNCTION redress_all() RETURNS boolean LANGUAGE sql STABLE PARALLEL RESTRICTED AS
    $$ SELECT redress_told('everything') IS NOT DISTINCT FROM 'on' $$;
CREATE OR REPLACE FUNCTION redress_staff() RETURNS bigint LANGUAGE sql STABLE PARALLEL RESTRICTED AS
    $$ SELECT nullif(redress_told('staff'), '')::bigint $$;
CREATE OR REPLACE FUNCTION redress_units() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL RESTRICTED AS
    $$ SELECT coalesce(nullif(redress_told('units'), ''), '{}')::bigint[] $$;
CREATE OR REPLACE FUNCTION redress_departments() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL RESTRICTED AS
    $$ SELECT coalesce(nullif(redress_told('departments'), ''), '{}')::bigint[] $$;
CREATE OR REPLACE FUNCTION redress_people() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL RESTRICTED AS
    $$ SELECT coalesce(nullif(redress_told('people'), ''), '{}')::bigint[] $$;
CREATE OR REPLACE FUNCTION redress_audited() RETURNS bigint[] LANGUAGE sql STABLE PARALLEL RESTRICTED AS
    $$ SELECT coalesce(nullif(redress_told('audited'), ''), '{}')::bigint[] $$;
CREATE OR REPLACE FUNCTION redress_duties() RETURNS text[] LANGUAGE sql STABLE PARALLEL RESTRICTED AS
    $$ SELECT coalesce(nullif(redress_told('duties'), ''), '{}')::text[] $$;
-- Each as duty/department/unit/1 for a post of one's own, 0 for one in the place of somebody absent.
CREATE OR REPLACE FUNCTION redress_posts() RETURNS text[] LANGUAGE sql STABLE PARALLEL RESTRICTED AS
    $$ SELECT coalesce(nullif(substr(redress_told('posts'), 11), ''), '{}')::text[] $$;
-- The insurer's day, not the server's.
CREATE OR REPLACE FUNCTION redress_today() RETURNS date LANGUAGE sql STABLE PARALLEL RESTRICTED AS
    $$ SELECT nullif(left(redress_told('posts'), 10), '')::date $$;
CREATE OR REPLACE FUNCTION redress_purpose() RETURNS text LANGUAGE sql STABLE PARALLEL RESTRICTED AS
    $$ SELECT coalesce(redress_told('purpose'), '') $$;

-- Whether tickets sealed with that key are understood; its id is no secret.
CREATE OR REPLACE FUNCTION redress_knows_key(wanted text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM public.redress_ticket_verifier WHERE id = wanted)
$$;

-- What stands before the body of every function of ours (asking.py): whoever came in by no ticket is told nothing. The
-- owner needs none: migrations and maintenance. Inside, current_user is the owner, and session_user who logged in.
CREATE OR REPLACE FUNCTION redress_admit() RETURNS void
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF redress_purpose() = '' AND NOT pg_has_role(session_user, current_user, 'MEMBER') THEN
        RAISE EXCEPTION 'no ticket of the house was entered' USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;
