-- What rules of rows cannot say: who sees a case where its own rule would go in a circle, and that what was revoked stays so.

-- Whether who acts sees the case, asked where a policy may not ask the case's own (it would go in a circle).
CREATE OR REPLACE FUNCTION redress_sees(wanted bigint) RETURNS boolean
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT redress_all() OR EXISTS (
        SELECT FROM complaints_complaint c WHERE c.id = wanted AND (
            c.unit_id = ANY (redress_units()) OR c.received_unit_id = ANY (redress_units())
            OR c.owner_id = ANY (redress_people()) OR c.registered_by_id = ANY (redress_people())
            OR EXISTS (SELECT FROM complaints_share s WHERE s.complaint_id = c.id
                          AND (s.department_id = ANY (redress_departments()) OR s.user_id = ANY (redress_people())))))
$$;

-- Whether who acts may add beneath a case: who sees it may. What a transaction was told of a case it is not told row by
-- row: it is written down with the proof of the session, for this transaction, this ticket, and as long as that holds.
CREATE OR REPLACE FUNCTION redress_adds(wanted bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT redress_sees(wanted) THEN
        RETURN false;
    END IF;
    IF redress_staff() IS NOT NULL THEN
        PERFORM set_config('redress.seen', redress_proof('seen ' || pg_current_xact_id() || ' ' || currval('redress_session_serial') || ' '
            || t.said) || t.said, true) FROM (SELECT substr(current_setting('redress.staff'), 65, 10) || wanted AS said) t;
    END IF;
    RETURN true;
END $$;

-- The case that redress_adds() wrote down in this transaction; NULL when there is none.
CREATE OR REPLACE FUNCTION redress_seen() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    said CONSTANT text := current_setting('redress.seen', true);
BEGIN
    IF said IS NULL OR said = '' THEN
        RETURN NULL;
    END IF;
    -- As redress_proof() makes it; written out, for a call takes as long as the rest.
    IF encode(sha256(int8send(currval('redress_session_secret')) || int8send(currval('redress_session_second'))
        || sha256(int8send(currval('redress_session_second')) || int8send(currval('redress_session_secret'))
                  || convert_to('seen ' || pg_current_xact_id_if_assigned() || ' ' || currval('redress_session_serial') || ' '
                                || substr(said, 65), 'UTF8'))), 'hex') IS DISTINCT FROM left(said, 64)
       OR substr(said, 65, 10)::bigint < extract(epoch FROM clock_timestamp())
    THEN
        RETURN NULL;
    END IF;
    RETURN substr(said, 75)::bigint;
END $$;

-- The same of a case that is being entered: nobody shares in it yet.
CREATE OR REPLACE FUNCTION redress_enters(unit bigint, received bigint, owner bigint, registered_by bigint) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SET search_path = public, pg_temp AS $$
BEGIN
    RETURN unit = ANY (redress_units()) OR received = ANY (redress_units())
           OR owner = ANY (redress_people()) OR registered_by = ANY (redress_people());
END $$;

-- Whether the owner of the tables acts under no other role: migrations, maintenance.
CREATE OR REPLACE FUNCTION redress_owner() RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT pg_has_role(current_user, c.relowner, 'USAGE') FROM pg_class c WHERE c.oid = 'redress_ticket_verifier'::regclass
$$;

-- Whether the house itself acts, installation or command line: a ticket that says "everything" is not enough for that,
-- the login must be the owner's. What web and worker do of themselves is no reason to open anything to anybody.
CREATE OR REPLACE FUNCTION redress_house() RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT redress_owner() OR (redress_all() AND (
        SELECT pg_has_role(session_user, c.relowner, 'MEMBER') FROM pg_class c WHERE c.oid = 'redress_ticket_verifier'::regclass))
$$;

CREATE OR REPLACE FUNCTION redress_token_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF OLD.revoked_at IS NOT NULL AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at THEN
        RAISE EXCEPTION 'what was revoked stays so' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER redress_token_guard BEFORE UPDATE ON api_token
    FOR EACH ROW EXECUTE FUNCTION redress_token_guard();

-- The web asks for the kinds of jobs that it needs (redress_web_jobs, laid from tables.py), each in its lanes, now, with
-- arguments that name nobody but who asks. What a job does in somebody's name it does on a sealed order of that person.
CREATE OR REPLACE FUNCTION redress_job_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    known CONSTANT jsonb := redress_web_jobs() -> NEW.task_name;
BEGIN
    IF pg_has_role(session_user, 'redress_worker', 'MEMBER') THEN
        RETURN NEW;
    END IF;
    IF redress_purpose() = '' OR known IS NULL OR NOT known->'lanes' ? NEW.queue_name OR NEW.priority <> 0 OR NEW.lock IS NOT NULL
       OR NEW.scheduled_at IS NOT NULL OR NEW.status <> 'todo' OR NEW.args - ARRAY(SELECT jsonb_array_elements_text(known->'args')) <> '{}'
       OR known->'args' ? 'actor' AND (NEW.args->>'actor')::bigint IS DISTINCT FROM redress_staff()
       OR known->'duties' <> '[]' AND NOT redress_duties() && ARRAY(SELECT jsonb_array_elements_text(known->'duties')) THEN
        RAISE EXCEPTION 'not a job that the web asks for: a job is its author''s' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER redress_job_guard BEFORE INSERT ON procrastinate_jobs
    FOR EACH ROW EXECUTE FUNCTION redress_job_guard();
ALTER FUNCTION procrastinate_defer_jobs_v1(procrastinate_job_to_defer_v1[])
    SECURITY DEFINER SET search_path = public, pg_temp;

-- A series of letters goes on by one: no number is given twice, and none is left out.
CREATE OR REPLACE FUNCTION redress_series_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT redress_house() AND (to_jsonb(NEW) - 'last' IS DISTINCT FROM to_jsonb(OLD) - 'last' OR NEW.last <> OLD.last + 1) THEN
        RAISE EXCEPTION 'a series of letters goes on by one' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER redress_series_guard BEFORE UPDATE ON letters_letterseries
    FOR EACH ROW EXECUTE FUNCTION redress_series_guard();
