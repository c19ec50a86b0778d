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
