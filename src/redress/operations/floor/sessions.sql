-- Who works on sessions of committees, as redress.committee.door asks it (AUT-04, SEC-01). Who may read a session's papers -
-- its members, whoever has something to do, the unit of its body - does not for that write them.

CREATE OR REPLACE FUNCTION redress_keeps(body bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN redress_all() OR EXISTS (
        SELECT FROM committee_body b, unnest(redress_posts()) post WHERE b.id = body
           AND split_part(post, '/', 1) = ANY (redress_office()) AND split_part(post, '/', 2)::bigint = b.office_id);
END $$;

-- The office of its body, or its chair.
CREATE OR REPLACE FUNCTION redress_leads_session(session bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN redress_all() OR EXISTS (
        SELECT FROM committee_session s WHERE s.id = session AND (s.chair_id = redress_staff() OR redress_keeps(s.body_id)));
END $$;

-- These, its members, and who has something to do that it decided.
CREATE OR REPLACE FUNCTION redress_sits_in(session bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN redress_leads_session(session) OR EXISTS (
        SELECT FROM committee_session s WHERE s.id = session AND redress_staff() = ANY (s.readers));
END $$;

-- Whether who acts has a seat as chair of the body today: such a one calls a session as the office does.
CREATE OR REPLACE FUNCTION redress_chairs(body bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM committee_seat s WHERE s.body_id = body AND s.role = 'chair' AND s.period @> redress_today()
           AND (s.user_id = redress_staff() OR EXISTS (
                SELECT FROM unnest(redress_posts()) post
                 WHERE split_part(post, '/', 1) = s.duty AND split_part(post, '/', 2)::bigint = s.department_id)));
END $$;

-- A member who votes or stands aside counts the session up, and changes nothing else of it.
CREATE OR REPLACE FUNCTION redress_session_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF to_jsonb(NEW) - '{version,journal_head}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{version,journal_head}'::text[]
       AND NOT redress_leads_session(OLD.id) THEN
        RAISE EXCEPTION 'a session is led by its chair and the office of its body' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER redress_session_guard BEFORE UPDATE ON committee_session
    FOR EACH ROW WHEN (NOT redress_owner() AND NOT redress_all()) EXECUTE FUNCTION redress_session_guard();

-- What a corrective action is about is not its owner's to change, nor whether it was done well (CLO-11).
CREATE OR REPLACE FUNCTION redress_action_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    reported CONSTANT text[] := '{state,evidence,in_force,done_by_id,done_at,version,journal_head}';
BEGIN
    IF redress_disposed(OLD.complaint_id) THEN
        RETURN NEW;
    END IF;
    IF to_jsonb(NEW) - reported IS DISTINCT FROM to_jsonb(OLD) - reported OR NEW.state NOT IN ('open', 'done') THEN
        IF OLD.owner_id = ANY (redress_people()) OR OLD.done_by_id = ANY (redress_people())
           OR NOT redress_has_over(redress_leading(), OLD.unit_id) THEN
            RAISE EXCEPTION 'a corrective action is judged by a second person who leads' USING ERRCODE = 'insufficient_privilege';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER redress_action_guard BEFORE UPDATE ON assessment_correctiveaction
    FOR EACH ROW WHEN (NOT redress_owner() AND NOT redress_all()) EXECUTE FUNCTION redress_action_guard();

-- What was drawn, and from what, is nobody's to change; who checks moves the sample on (CLO-03).
CREATE OR REPLACE FUNCTION redress_sample_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    moved CONSTANT text[] := '{state,version,journal_head}';
BEGIN
    IF to_jsonb(NEW) - moved IS DISTINCT FROM to_jsonb(OLD) - moved THEN
        RAISE EXCEPTION 'a sample stays as it was drawn' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER redress_sample_guard BEFORE UPDATE ON assessment_sample
    FOR EACH ROW WHEN (NOT redress_owner() AND NOT redress_all()) EXECUTE FUNCTION redress_sample_guard();
