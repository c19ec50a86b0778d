-- The organisation: what of it who may change, as the commands of administration/ ask it (SEC-01, ORG-12).
--
-- What widens what somebody sees is opened by one proposal, in the transaction that confirmed it and with the values
-- that were proposed; afterwards it opens nothing any more. Whoever confirms stands over the unit and is nobody who
-- proposed it. Code and floor are held against each other in tests/operations/test_floor_and_code.py.

-- As Actor.has_over: one post of these duties that reaches the unit.
CREATE OR REPLACE FUNCTION redress_has_over(wanted text[], unit bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM unnest(redress_posts()) post
          JOIN organisation_unit held ON held.id = split_part(post, '/', 3)::bigint
          JOIN organisation_unit here ON here.id = unit AND starts_with(here.path, held.path)
         WHERE split_part(post, '/', 1) = ANY (wanted))
$$;

-- As Actor.over, for rules of rows, which ask it once a statement: the units that such a post reaches.
CREATE OR REPLACE FUNCTION redress_over(wanted text[]) RETURNS bigint[]
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT here.id), '{}')
      FROM unnest(redress_posts()) post
      JOIN organisation_unit held ON held.id = split_part(post, '/', 3)::bigint
      JOIN organisation_unit here ON starts_with(here.path, held.path)
     WHERE split_part(post, '/', 1) = ANY (wanted)
$$;

-- As organisation.companies.takes_for: such a post reaches the unit or is of its company.
CREATE OR REPLACE FUNCTION redress_takes_for(wanted text[], unit bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT redress_has_over(wanted, unit) OR EXISTS (
        SELECT FROM unnest(redress_posts()) post
          JOIN organisation_unit held ON held.id = split_part(post, '/', 3)::bigint
          JOIN organisation_unit here ON here.id = unit AND split_part(here.path, '/', 3) <> ''
               AND starts_with(held.path, concat('/', split_part(here.path, '/', 2), '/', split_part(here.path, '/', 3), '/'))
         WHERE split_part(post, '/', 1) = ANY (wanted))
$$;

-- As Kind.owners: nobody, or somebody who is appointed to such a duty today in the unit or above it, or who acts and has
-- it there in somebody's place.
CREATE OR REPLACE FUNCTION redress_may_own(person bigint, unit bigint, wanted text[]) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT person IS NULL OR person = redress_staff() AND redress_has_over(wanted, unit) OR EXISTS (
        SELECT FROM organisation_appointment a
          JOIN organisation_user who ON who.id = a.user_id AND who.is_active
          JOIN organisation_department d ON d.id = a.department_id
          JOIN organisation_unit held ON held.id = d.unit_id
          JOIN organisation_unit here ON here.id = unit AND starts_with(here.path, held.path)
         WHERE a.user_id = person AND a.duty = ANY (wanted) AND a.period @> redress_today())
$$;

-- As setting_aside.settles, of another person: one heads the department, manages the unit, or leads a unit above it.
CREATE OR REPLACE FUNCTION redress_leads(person bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT person IS DISTINCT FROM redress_staff() AND EXISTS (
        SELECT FROM organisation_user u JOIN organisation_department d ON d.id = u.department_id
          JOIN organisation_unit here ON here.id = d.unit_id, unnest(redress_posts()) post
          JOIN organisation_unit held ON held.id = split_part(post, '/', 3)::bigint
         WHERE u.id = person AND starts_with(here.path, held.path)
           AND split_part(post, '/', 1) IN ('department_head', 'cs_head', 'manager')
           AND (held.id <> here.id OR split_part(post, '/', 1) = 'manager' OR split_part(post, '/', 2)::bigint = d.id))
$$;

CREATE OR REPLACE FUNCTION redress_unit_of(department bigint) RETURNS bigint
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT d.unit_id FROM organisation_department d WHERE d.id = department
$$;

-- Over the place and every post of a person: none may stand above who acts.
CREATE OR REPLACE FUNCTION redress_over_person(wanted text[], person bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT bool_and(redress_has_over(wanted, held.unit)) IS TRUE FROM (
        SELECT redress_unit_of(u.department_id) AS unit FROM organisation_user u WHERE u.id = person
        UNION SELECT redress_unit_of(a.department_id) FROM organisation_appointment a WHERE a.user_id = person) held
$$;

-- Whether this transaction confirmed that very change: a person's, a department's, a unit's where they are given, and
-- with those values.
CREATE OR REPLACE FUNCTION redress_opened(what text, person bigint, department bigint, unit bigint, wanted jsonb) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM organisation_proposal p
         WHERE p.kind = what AND p.verdict = 'confirmed' AND p.decided_at = transaction_timestamp()
           AND p.decided_by_id = redress_staff() AND p.proposed_by_id IS DISTINCT FROM redress_staff()
           AND p.person_id IS NOT DISTINCT FROM person AND p.person_id IS DISTINCT FROM redress_staff()
           AND p.department_id IS NOT DISTINCT FROM department AND (unit IS NULL OR p.unit_id = unit)
           AND p.asked @> wanted)
$$;

CREATE OR REPLACE FUNCTION redress_proposal_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF redress_house() THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.verdict <> '' OR NEW.decided_by_id IS NOT NULL OR NOT NEW.proposed_by_id = ANY (NEW.proposers)
           OR NOT NEW.proposers @> redress_people() OR NEW.proposed_at > now() + interval '1 minute' THEN
            RAISE EXCEPTION 'a proposal waits, and says who proposed it' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    NEW.decided_at := transaction_timestamp();
    IF NEW.decided_by_id IS DISTINCT FROM redress_staff() OR NEW.verdict NOT IN ('confirmed', 'rejected') THEN
        RAISE EXCEPTION 'whoever decides a proposal is named' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.verdict = 'confirmed' AND (
        NOT redress_has_over('{administrator,manager}', NEW.unit_id) OR redress_people() && NEW.proposers
        OR NEW.proposed_by_id = ANY (redress_people()) OR NEW.person_id = ANY (redress_people())
        OR NEW.proposed_at <= now() - interval '30 days') THEN
        RAISE EXCEPTION 'a proposal is confirmed by a second person over the unit, within 30 days'
              USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER redress_proposal_guard BEFORE INSERT OR UPDATE ON organisation_proposal
    FOR EACH ROW EXECUTE FUNCTION redress_proposal_guard();

CREATE OR REPLACE FUNCTION redress_account_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF redress_house() THEN
        RETURN NEW;
    END IF;
    IF NEW.is_superuser OR NEW.is_staff THEN
        RAISE EXCEPTION 'no account is above the rules' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'INSERT' THEN
        IF NEW.password NOT LIKE '!%' OR NEW.email <> '' OR NEW.phone <> ''
           OR NOT redress_has_over('{administrator}', redress_unit_of(NEW.department_id)) THEN
            RAISE EXCEPTION 'a new account has no keys and is of a unit that who makes it administers'
                  USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NEW;
    END IF;
    IF (NEW.id, NEW.username, NEW.name, NEW.date_joined) IS DISTINCT FROM (OLD.id, OLD.username, OLD.name, OLD.date_joined) THEN
        RAISE EXCEPTION 'an account keeps its key and its names' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.password <> OLD.password AND redress_staff() IS DISTINCT FROM OLD.id THEN
        RAISE EXCEPTION 'a password is its person''s to change' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.last_login IS DISTINCT FROM OLD.last_login AND redress_staff() IS DISTINCT FROM OLD.id
       AND redress_purpose() <> 'door' THEN
        RAISE EXCEPTION 'who signed in is known at the door' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.email, NEW.phone) <> (OLD.email, OLD.phone) AND NOT redress_opened(
        'contact', OLD.id, NULL, NULL, jsonb_build_object('email', NEW.email, 'phone', NEW.phone)) THEN
        RAISE EXCEPTION 'where keys are sent is confirmed by a second person' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.department_id IS DISTINCT FROM OLD.department_id
       AND NOT redress_opened('move', OLD.id, NEW.department_id, NULL, '{}') THEN
        RAISE EXCEPTION 'a move is confirmed by a second person' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.is_active AND NOT OLD.is_active AND NOT redress_opened('enable', OLD.id, NULL, NULL, '{}') THEN
        RAISE EXCEPTION 'an account is enabled by a second person' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.is_active AND NOT NEW.is_active
       AND (OLD.id = ANY (redress_people()) OR NOT redress_over_person('{administrator}', OLD.id)) THEN
        RAISE EXCEPTION 'an account is disabled by who administers its person' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER redress_account_guard BEFORE INSERT OR UPDATE ON organisation_user
    FOR EACH ROW EXECUTE FUNCTION redress_account_guard();

CREATE OR REPLACE FUNCTION redress_department_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF redress_house() OR NEW.email = '' AND TG_OP = 'INSERT' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'INSERT' OR NOT redress_opened('department_email', NULL, OLD.id, NULL, jsonb_build_object('email', NEW.email)) THEN
        RAISE EXCEPTION 'where orders are sent is confirmed by a second person' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER redress_department_guard BEFORE INSERT OR UPDATE ON organisation_department
    FOR EACH ROW EXECUTE FUNCTION redress_department_guard();

-- 'first' and 'last' of a proposal, of a period as the tables keep it.
CREATE OR REPLACE FUNCTION redress_days(period daterange) RETURNS jsonb
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT jsonb_build_object('first', to_char(lower(period), 'YYYY-MM-DD'),
                              'last', coalesce(to_char(upper(period) - 1, 'YYYY-MM-DD'), ''))
$$;

-- As appoint(): what gives sight, as it was confirmed; other duties by who administers both places. `sight`: which do.
CREATE OR REPLACE FUNCTION redress_may_appoint(
    person bigint, department bigint, duty text, period daterange, sight text[]
) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT person <> ALL (redress_people()) AND (
        redress_opened('appointment', person, department, NULL, redress_days(period) || jsonb_build_object('duty', duty))
        OR (duty <> ALL (sight) AND redress_has_over('{administrator}', redress_unit_of(department)) AND NOT EXISTS (
                SELECT FROM organisation_user u WHERE u.id = person AND u.department_id IS NOT NULL
                   AND NOT redress_has_over('{administrator}', redress_unit_of(u.department_id)))))
$$;

CREATE OR REPLACE FUNCTION redress_may_seat(
    body bigint, part text, person bigint, department bigint, duty text, period daterange
) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM committee_body b WHERE b.id = body AND redress_opened('seat', person, department, b.unit_id,
            redress_days(period) || jsonb_build_object('body', b.kind, 'role', part)
            || CASE duty WHEN '' THEN '{}' ELSE jsonb_build_object('duty', duty) END))
$$;

-- As deputising.is_above, over every post of the absent person that can pass, or else over the place; of posts of one's
-- own, for to give somebody another's powers does not pass to a deputy.
CREATE OR REPLACE FUNCTION redress_may_name(absent bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    WITH posts AS (
        SELECT a.duty, d.id AS department, d.kind, u.id AS unit, u.path FROM organisation_appointment a
          JOIN organisation_department d ON d.id = a.department_id JOIN organisation_unit u ON u.id = d.unit_id
         WHERE a.user_id = absent AND a.period @> redress_today() AND a.duty <> 'administrator'
    ), placed AS (
        SELECT * FROM posts
        UNION ALL
        SELECT '', d.id, d.kind, u.id, u.path FROM organisation_user who
          JOIN organisation_department d ON d.id = who.department_id JOIN organisation_unit u ON u.id = d.unit_id
         WHERE who.id = absent AND NOT EXISTS (SELECT FROM posts)
    ), own AS (
        SELECT split_part(post, '/', 1) AS duty, d.id AS department, d.kind, u.id AS unit, u.path
          FROM unnest(redress_posts()) post JOIN organisation_department d ON d.id = split_part(post, '/', 2)::bigint
          JOIN organisation_unit u ON u.id = d.unit_id
         WHERE split_part(post, '/', 4) = '1' AND split_part(post, '/', 1) IN ('manager', 'cs_head', 'department_head')
    )
    SELECT coalesce(absent = redress_staff(), false) OR (EXISTS (SELECT FROM placed) AND NOT EXISTS (
        SELECT FROM placed beneath WHERE NOT EXISTS (
            SELECT FROM own WHERE starts_with(beneath.path, own.path) AND CASE
                WHEN own.duty = 'manager' THEN beneath.duty <> 'manager' OR beneath.unit <> own.unit
                WHEN beneath.kind <> own.kind OR beneath.duty = 'manager' THEN false
                ELSE beneath.unit <> own.unit OR (
                    beneath.department = own.department AND beneath.duty NOT IN ('cs_head', 'department_head')) END)))
$$;

-- What gives sight for a time only ever ends sooner; a deputy's ends by whom end_deputy() admits.
CREATE OR REPLACE FUNCTION redress_ends_sooner() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF redress_house() THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'UPDATE' AND (lower(NEW.period) IS DISTINCT FROM lower(OLD.period) OR NOT NEW.period <@ OLD.period) THEN
        RAISE EXCEPTION 'a time that was given only ends sooner' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_TABLE_NAME = 'organisation_deputy' THEN
        IF OLD.deputy_id IS DISTINCT FROM redress_staff() AND NOT redress_may_name(OLD.absent_id) AND NOT redress_has_over(
            '{administrator}', (SELECT redress_unit_of(u.department_id) FROM organisation_user u WHERE u.id = OLD.absent_id))
        THEN
            RAISE EXCEPTION 'a deputy''s time is ended by absent person, deputy, superior or administrator'
                  USING ERRCODE = 'insufficient_privilege';
        END IF;
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE OR REPLACE TRIGGER redress_ends_sooner BEFORE UPDATE OR DELETE ON organisation_deputy
    FOR EACH ROW EXECUTE FUNCTION redress_ends_sooner();
CREATE OR REPLACE TRIGGER redress_ends_sooner BEFORE UPDATE ON organisation_appointment
    FOR EACH ROW EXECUTE FUNCTION redress_ends_sooner();
CREATE OR REPLACE TRIGGER redress_ends_sooner BEFORE UPDATE ON committee_seat
    FOR EACH ROW EXECUTE FUNCTION redress_ends_sooner();

-- Whoever reports a change is a reporter, and named; what is reported stays; who came is who was appointed to that post.
CREATE OR REPLACE FUNCTION redress_notice_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    reported CONSTANT text[] := '{filed_at,filed_by_id,filed_to_id,words}';
BEGIN
    IF redress_house() THEN
        RETURN NEW;
    END IF;
    IF to_jsonb(NEW) - reported - 'came_id' IS DISTINCT FROM to_jsonb(OLD) - reported - 'came_id'
       OR NEW.came_id IS DISTINCT FROM OLD.came_id AND (OLD.filed_at IS NOT NULL OR OLD.came_id IS NOT NULL OR NOT EXISTS (
            SELECT FROM public.organisation_appointment a
             WHERE a.user_id = NEW.came_id AND a.department_id = OLD.department_id AND a.duty = OLD.duty)) THEN
        RAISE EXCEPTION 'who came is who was appointed; what is reported stays' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF to_jsonb(NEW) - 'came_id' = to_jsonb(OLD) - 'came_id' THEN
        RETURN NEW;
    END IF;
    IF NOT redress_has_over('{cs_head,complaint_officer,administrator}', redress_unit_of(OLD.department_id))
       OR NEW.filed_by_id IS DISTINCT FROM redress_staff() THEN
        RAISE EXCEPTION 'a change is reported by a reporter of the unit' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER redress_notice_guard BEFORE UPDATE ON organisation_changenotice
    FOR EACH ROW EXECUTE FUNCTION redress_notice_guard();

-- Keys stay with whose they are.
CREATE OR REPLACE FUNCTION redress_key_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT redress_house() AND (NEW.user_id <> OLD.user_id OR NEW.id <> OLD.id OR to_jsonb(NEW)->'uid' IS DISTINCT FROM to_jsonb(OLD)->'uid'
       OR to_jsonb(NEW)->'provider' IS DISTINCT FROM to_jsonb(OLD)->'provider') THEN
        RAISE EXCEPTION 'a key stays with whose it is' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER redress_key_guard BEFORE UPDATE ON mfa_authenticator
    FOR EACH ROW EXECUTE FUNCTION redress_key_guard();
CREATE OR REPLACE TRIGGER redress_key_guard BEFORE UPDATE ON socialaccount_socialaccount
    FOR EACH ROW EXECUTE FUNCTION redress_key_guard();

-- A manager closes periods of a unit; what it works by is for who administers it.
CREATE OR REPLACE FUNCTION redress_unit_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT redress_house() AND NOT redress_has_over('{administrator}', NEW.id)
       AND to_jsonb(NEW) - 'closed_until' IS DISTINCT FROM to_jsonb(OLD) - 'closed_until' THEN
        RAISE EXCEPTION 'what a unit works by is for who administers it' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER redress_unit_guard BEFORE UPDATE ON organisation_unit
    FOR EACH ROW EXECUTE FUNCTION redress_unit_guard();

-- As administration.may_publish: who administers every unit that a version binds; one that others extend binds the house.
CREATE OR REPLACE FUNCTION redress_may_publish(rulebook text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT 'administrator' = ANY (redress_duties()) AND NOT EXISTS (
        SELECT FROM organisation_unit u
         WHERE CASE WHEN EXISTS (SELECT FROM complaints_rulebookversion v
                                  WHERE v.texts ? redress_may_publish.rulebook AND v.name <> redress_may_publish.rulebook)
                          OR redress_may_publish.rulebook = '{{ claims_standard }}'
                    THEN u.parent_id IS NULL ELSE redress_may_publish.rulebook IN (u.rulebook, u.claims_rulebook) END
           AND NOT redress_has_over('{administrator}', u.id))
$$;

-- As administration.may_load: a year moves deadlines of every unit that follows the calendar, itself or by one that lies
-- over it. Whoever administers a unit administers those beneath it, so only who names a calendar is asked.
CREATE OR REPLACE FUNCTION redress_may_load(wanted text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT 'administrator' = ANY (redress_duties()) AND redress_calendars() ? wanted AND NOT EXISTS (
        SELECT FROM organisation_unit u
         WHERE redress_calendars() -> wanted ? CASE WHEN u.calendar = '' AND u.parent_id IS NULL THEN 'cn' ELSE u.calendar END
           AND NOT redress_has_over('{administrator}', u.id))
$$;

-- Whose work a change of that file of the organisation is: of a unit's who has a duty of its commands over it; of a person's
-- that person, who stands in for them, and who has a duty of its commands, for over which unit hangs on what is changed; of a
-- calendar or rulebook who may load or publish it.
CREATE OR REPLACE FUNCTION redress_may_keep(number text, unit bigint, person bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE
        WHEN unit IS NOT NULL THEN redress_has_over(ARRAY[{{ unit_duties }}]::text[], unit)
        WHEN person IS NOT NULL THEN coalesce(person = redress_staff(), false) OR redress_duties() && ARRAY[{{ person_duties }}]::text[]
          OR EXISTS (SELECT FROM organisation_deputy d WHERE d.absent_id = person AND d.deputy_id = redress_staff())
        WHEN starts_with(number, 'Y-') THEN redress_may_load(substr(number, 3))
        WHEN starts_with(number, 'R-') THEN redress_may_publish(substr(number, 3))
        ELSE false END
$$;

-- A file of the organisation moves on with its entry, which is written first and in one's own name.
CREATE OR REPLACE FUNCTION redress_moves_with_entry() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT redress_house() AND NOT EXISTS (
        SELECT FROM public.organisation_organisationentry e
         WHERE e.number = NEW.number AND e.sequence = NEW.version AND e.hash = NEW.journal_head
           AND e.by_id IS NOT DISTINCT FROM coalesce(redress_staff(), e.by_id)) THEN
        RAISE EXCEPTION 'a file of the organisation moves on with its entry: %', NEW.number USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER redress_moves_with_entry AFTER INSERT OR UPDATE ON administration_organisationfile
    FOR EACH ROW EXECUTE FUNCTION redress_moves_with_entry();

-- Which unit has a case that one does not see, so that one knows whom to ask: within the companies for which one takes
-- complaints, and of a case that is linked with one that one sees. Of others nothing is told, for units are counts.
CREATE OR REPLACE FUNCTION redress_units_of(ids bigint[]) RETURNS TABLE (id bigint, unit bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.id, c.unit_id FROM complaints_complaint c JOIN organisation_unit here ON here.id = c.unit_id
     WHERE c.id = ANY (ids) AND (redress_all() OR EXISTS (
            SELECT FROM unnest(redress_posts()) post JOIN organisation_unit held ON held.id = split_part(post, '/', 3)::bigint
             WHERE split_part(post, '/', 1) = ANY (redress_takers()) AND starts_with(
                here.path, '/' || array_to_string((string_to_array(trim(BOTH '/' FROM held.path), '/'))[1:2], '/') || '/'))
        OR EXISTS (SELECT FROM complaints_link l WHERE l.complaint_id = c.id AND redress_sees(l.to_id))
        OR EXISTS (SELECT FROM complaints_link l WHERE l.to_id = c.id AND redress_sees(l.complaint_id)))
$$;
