-- What rules of rows cannot say: who sees a case where its own rule would go in a circle, and that what was revoked stays so.

-- Whether who acts sees the file, asked where a policy may not ask the file's own (it would go in a circle).
CREATE OR REPLACE FUNCTION redress_sees(wanted bigint) RETURNS boolean
LANGUAGE sql STABLE PARALLEL RESTRICTED SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT redress_all(){% for kind in kinds %} OR {{ kind.here }} AND EXISTS (
        SELECT FROM {{ kind.table }} c WHERE c.id = wanted AND ({{ kind.seen }})){% endfor %}
$$;

-- What is shared with who acts, and nothing else: the rule of cases asks it, where the table would ask that rule again. A view
-- is read under the rights of its owner, whom no rule of rows binds; it is part of the plan, as a function would not be.
CREATE OR REPLACE VIEW redress_shared_with_me AS
    SELECT complaint_id FROM complaints_share
     WHERE department_id = ANY ((SELECT redress_departments())::bigint[]) OR user_id = ANY ((SELECT redress_people())::bigint[]);

-- The same of files of which a letter lies with a department where who acts is counsel, so that it may be reviewed.
CREATE OR REPLACE VIEW redress_lies_with_me AS
    SELECT file_id FROM letters_letter WHERE reviewing_id = ANY (ARRAY(
        SELECT split_part(post, '/', 2)::bigint FROM unnest(redress_posts()) post WHERE split_part(post, '/', 1) = 'legal'));

-- What functions that answer of cases beyond one's sight ask besides (asking.py). The owner under no other role is asked
-- nothing, as by a rule of rows.
CREATE OR REPLACE FUNCTION redress_admit_taker() RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT redress_all() AND NOT (current_setting('role') = 'none' AND pg_has_role(session_user, current_user, 'MEMBER'))
       AND NOT EXISTS (SELECT FROM unnest(redress_posts()) post WHERE split_part(post, '/', 1) = ANY (redress_takers())) THEN
        RAISE EXCEPTION 'what is known of complaints elsewhere is told to who takes them' USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION redress_admit_to_either(one bigint, other bigint) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT (current_setting('role') = 'none' AND pg_has_role(session_user, current_user, 'MEMBER'))
       AND NOT redress_sees(one) AND NOT redress_sees(other) THEN
        RAISE EXCEPTION 'how cases hang together is told to who sees one of them' USING ERRCODE = 'insufficient_privilege';
    END IF;
END $$;

-- Whether who acts sees a file of that unit, and so may number a letter of it.
CREATE OR REPLACE FUNCTION redress_sees_of_unit(unit bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN redress_all() OR unit = ANY (redress_units()){% for kind in kinds %} OR EXISTS (
        SELECT FROM {{ kind.table }} c WHERE c.unit_id = unit AND ({{ kind.seen }})){% endfor %};
END $$;

-- Whether who acts works on the file: some duties see files of its kind and do nothing with them, and what is seen by such a
-- duty alone is read. Whoever has none of these is asked nothing more: what such a person sees, that person works on.
CREATE OR REPLACE FUNCTION redress_works(wanted bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    readers CONSTANT text[] := CASE{% for kind in kinds %} WHEN {{ kind.here }} THEN ARRAY[{{ kind.readers }}]{% endfor %} END;
BEGIN
    IF redress_all() OR NOT redress_duties() && readers THEN
        RETURN redress_sees(wanted);
    END IF;
    RETURN false{% for kind in kinds %} OR {{ kind.here }} AND EXISTS (
        SELECT FROM {{ kind.table }} c WHERE c.id = wanted AND (
            {{ kind.hers }}
            OR EXISTS (
                SELECT FROM unnest(redress_posts()) post JOIN organisation_unit held ON held.id = split_part(post, '/', 3)::bigint
                 WHERE split_part(post, '/', 1) <> ALL (readers) AND (
                    {{ kind.given }}
                    OR split_part(post, '/', 1) IN ({{ kind.workers }}) AND EXISTS (
                        SELECT FROM organisation_unit here WHERE here.id IN ({{ kind.units }})
                           AND starts_with(here.path, held.path)))))){% endfor %};
END $$;

-- Whether one post reaches the file with a duty of a command that does that, where the file stands: what commands ask of
-- whoever gives them, in its widest form. What a disposal does is done once two confirmed it. What no command of its kind
-- names, all do who work on the file.
CREATE OR REPLACE FUNCTION redress_does(wanted bigint, what text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    given CONSTANT jsonb := redress_writers() -> (CASE{% for kind in kinds %} WHEN {{ kind.here }} THEN '{{ kind.name }}:'{% endfor %} END || what);
BEGIN
    IF given IS NULL THEN
        RETURN redress_works(wanted);
    END IF;
    RETURN redress_all(){% for kind in kinds %} OR {{ kind.here }} AND EXISTS (
        SELECT FROM {{ kind.table }} c, unnest(redress_posts()) post JOIN organisation_unit held ON held.id = split_part(post, '/', 3)::bigint
         WHERE c.id = wanted AND (
            given -> c.state ? split_part(post, '/', 1)
            OR given -> 'disposed' ? split_part(post, '/', 1) AND redress_disposed(wanted)
         ) AND (
            {{ kind.given }}
            OR EXISTS (SELECT FROM organisation_unit here WHERE here.id IN ({{ kind.units }})
                          AND starts_with(here.path, held.path)))){% endfor %};
END $$;

-- Whether who acts may add beneath a file: who sees it and works on it may. What a transaction was told of a file it is not told row by
-- row: it is written down with the proof of the session, for this transaction, this ticket, and as long as that holds.
CREATE OR REPLACE FUNCTION redress_adds(wanted bigint) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT redress_works(wanted) THEN
        RETURN false;
    END IF;
    IF redress_staff() IS NOT NULL THEN
        PERFORM set_config('redress.seen', redress_proof('seen ' || pg_current_xact_id() || ' ' || currval('redress_session_serial') || ' '
            || t.said) || t.said, true) FROM (SELECT substr(current_setting('redress.staff'), 65, 10) || wanted AS said) t;
    END IF;
    RETURN true;
END $$;

-- Who has just entered a file sees it, as the rule of the row has said before it was written; that is
-- written down here, so that its parts need not ask. Of cases that are written by the thousand nobody writes it down.
CREATE OR REPLACE FUNCTION redress_entered() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    said text;
    here text;
    seen text;
    made text;
BEGIN
    IF redress_staff() IS NOT NULL THEN
        said := substr(current_setting('redress.staff'), 65, 10) || NEW.id;
        here := ' ' || pg_current_xact_id() || ' ' || currval('redress_session_serial') || ' ' || said;
        seen := set_config('redress.seen', @proof('seen' || here)@ || said, true);
        made := set_config('redress.made', @proof('made' || here)@ || said, true);
    END IF;
    RETURN NULL;
END $$;
{% for kind in kinds %}
CREATE OR REPLACE TRIGGER redress_entered AFTER INSERT ON {{ kind.table }}
    FOR EACH ROW{% if kind.filed %} WHEN (current_setting('redress.singly', true) IS NOT DISTINCT FROM 'on'){% endif %} EXECUTE FUNCTION redress_entered();
{% endfor %}
-- The file that was written down in this transaction as 'seen' by who acts, or as 'made'; NULL when there is none.
CREATE OR REPLACE FUNCTION redress_noted(how text) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    said CONSTANT text := current_setting('redress.' || how, true);
BEGIN
    IF said IS NULL OR said = '' THEN
        RETURN NULL;
    END IF;
    IF @proof(how || ' ' || pg_current_xact_id_if_assigned() || ' ' || currval('redress_session_serial') || ' '
              || substr(said, 65))@ IS DISTINCT FROM left(said, 64)
       OR substr(said, 65, 10)::bigint < extract(epoch FROM clock_timestamp())
    THEN
        RETURN NULL;
    END IF;
    RETURN substr(said, 75)::bigint;
END $$;

-- The same of a case that is being entered: nobody shares in it yet, and it is entered by who takes complaints.
CREATE OR REPLACE FUNCTION redress_enters(unit bigint, received bigint, owner bigint, registered_by bigint) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED SET search_path = public, pg_temp AS $$
BEGIN
    RETURN redress_duties() && redress_takers() AND (
           unit = ANY (redress_units()) OR received = ANY (redress_units())
           OR owner = ANY (redress_people()) OR registered_by = ANY (redress_people()));
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
    IF NEW.revoked_at IS DISTINCT FROM OLD.revoked_at AND NOT (
        redress_all() OR redress_owner() OR redress_purpose() = 'door' OR coalesce(OLD.user_id = redress_staff(), false)
        OR redress_over_person('{administrator}', OLD.user_id)) THEN
        RAISE EXCEPTION 'a token is ended by its person or who administers that' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER redress_token_guard BEFORE UPDATE ON api_token
    FOR EACH ROW EXECUTE FUNCTION redress_token_guard();

-- The web asks for the kinds of jobs that it needs (redress_web_jobs, laid from web_jobs.py), each in its lanes, now, with
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

-- Some columns of a file are changed by some commands alone, where these begin, and what it was entered as by none.
CREATE OR REPLACE FUNCTION redress_case_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    before CONSTANT jsonb := to_jsonb(OLD);
    after CONSTANT jsonb := to_jsonb(NEW);
    said text;
BEGIN
    FOR said IN SELECT jsonb_array_elements_text(redress_case_columns() -> TG_TABLE_NAME) LOOP
        IF before -> said IS DISTINCT FROM after -> said AND NOT redress_does(OLD.id, TG_TABLE_NAME || '.' || said) THEN
            RAISE EXCEPTION 'no command of yours changes that of a file now: %', said
                  USING ERRCODE = 'insufficient_privilege';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;
{% for kind in kinds %}CREATE OR REPLACE TRIGGER redress_case_guard BEFORE UPDATE ON {{ kind.table }}
    FOR EACH ROW WHEN (NOT redress_owner() AND NOT redress_all()) EXECUTE FUNCTION redress_case_guard();
{% endfor %}
-- A file is nobody's, or somebody's who may own one of its unit, whichever command's writer says so: whose it is sees it and
-- gives commands on it. A complaint that is entered is asked by its own rule who enters it.
CREATE OR REPLACE FUNCTION redress_owner_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    before bigint := NULL;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        before := OLD.owner_id;
    END IF;
    IF NEW.owner_id IS DISTINCT FROM before AND NOT redress_may_own(NEW.owner_id, NEW.unit_id, TG_ARGV) THEN
        RAISE EXCEPTION 'this person may own no file of the unit' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
{% for kind in kinds %}{% if kind.owned %}CREATE OR REPLACE TRIGGER redress_owner_guard BEFORE UPDATE{% if not kind.filed %} OR INSERT{% endif %} ON {{ kind.table }}
    FOR EACH ROW WHEN (NOT redress_owner() AND NOT redress_all()) EXECUTE FUNCTION redress_owner_guard({{ kind.owners }});
{% endif %}{% endfor %}
-- Whether a ground comes to a complaint with another file, so that it is nobody's word: with one that was merged into it,
-- where it stands, or where the person handled the earlier case that one is about, or where it names whom it is about; or
-- with the claim that is disputed there, which the person decided. `until` is how long both wait for a superior's word;
-- what stood aside here and stands again keeps its own wait, whatever that of the other is: '-infinity'.
CREATE OR REPLACE FUNCTION redress_conflict_comes(file bigint, person bigint, ground text, until timestamptz)
RETURNS boolean LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM complaints_link l JOIN complaints_complaint merged ON merged.id = l.complaint_id
         WHERE l.to_id = file AND l.kind = 'merge' AND l.ended_at IS NULL AND merged.state = 'merged' AND (
            EXISTS (SELECT FROM complaints_recusal r WHERE r.complaint_id = merged.id AND r.person_id = person
                       AND r.kind = ground AND r.overridden_at IS NULL
                       AND (until = '-infinity' OR r.review_by IS NOT DISTINCT FROM until))
            OR ground = 'complained_of' AND merged.about_whom_index IS NOT NULL
            OR ground = 'handled_before' AND EXISTS (
                SELECT FROM complaints_link about JOIN complaints_complaint earlier ON earlier.id = about.to_id
                 WHERE about.complaint_id = merged.id AND about.kind IN ('escalation', 'review') AND about.ended_at IS NULL
                   AND (earlier.owner_id = person OR EXISTS (
                        SELECT FROM complaints_journalentry e WHERE e.complaint_id = earlier.id AND e.by_id = person)))))
    OR ground = 'handled_before' AND EXISTS (
        SELECT FROM complaints_complaint c JOIN claims_dispute d ON d.complaint = c.number
          JOIN claims_decision decided ON decided.claim_id = d.claim_id
         WHERE c.id = file AND decided.decided_by_id = person)
$$;
-- A conflict is set aside by who leads the person, never by the person; what waits for such a word waits until it is said,
-- within some days, but for one's own. A declaration about another person that waits for nobody, or stands again after it
-- was set aside, is that of who leads the person, or comes with another file. It reads those under the owner's rights:
-- what a merge brings may come from where who merges sees nothing.
CREATE OR REPLACE FUNCTION redress_conflict_guard() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before CONSTANT jsonb := CASE TG_OP WHEN 'UPDATE' THEN to_jsonb(OLD) ELSE '{}' END;
    after CONSTANT jsonb := to_jsonb(NEW);
    oneself CONSTANT boolean := NEW.person_id = redress_staff();
    aside CONSTANT boolean := NEW.overridden_at IS NOT NULL AND before ->> 'overridden_at' IS DISTINCT FROM after ->> 'overridden_at';
    again CONSTANT boolean := NEW.overridden_at IS NULL AND before ->> 'overridden_at' IS NOT NULL;
    said boolean := CASE TG_OP WHEN 'UPDATE' THEN before ->> 'review_by' IS DISTINCT FROM after ->> 'review_by'
        ELSE NEW.review_by IS NULL END;
    latest timestamptz;
    stands CONSTANT boolean := oneself OR (TG_OP = 'INSERT' OR again) AND TG_TABLE_NAME = 'complaints_recusal'
        AND redress_conflict_comes((after ->> 'complaint_id')::bigint, NEW.person_id, after ->> 'kind',
            CASE WHEN again THEN '-infinity' ELSE nullif(NEW.review_by, '-infinity') END);
BEGIN
    IF TG_OP = 'INSERT' AND NEW.review_by IS NOT NULL THEN
        EXECUTE format('SELECT greatest(now(), max(at)) FROM %I WHERE %I = $1', TG_ARGV[0], TG_ARGV[1])
           INTO latest USING (after ->> TG_ARGV[1])::bigint;
        said := NEW.review_by > latest + interval '30 days';
    END IF;
    IF before ->> 'person_id' <> after ->> 'person_id'
       OR (aside OR (said OR again) AND NOT stands) AND NOT redress_leads(NEW.person_id) THEN
        RAISE EXCEPTION 'a superior of the person says so' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
{% for kind in kinds %}{% if kind.conflicts %}CREATE OR REPLACE TRIGGER redress_conflict_guard BEFORE INSERT OR UPDATE ON {{ kind.conflicts }}
    FOR EACH ROW WHEN (NOT redress_owner() AND NOT redress_all()) EXECUTE FUNCTION redress_conflict_guard('{{ kind.entries }}', '{{ kind.file }}');
{% endif %}{% endfor %}
-- What waits for a second person's word is entered in one's own name, and so is that word: with rules that no row names one
-- person as both (AUT-03), SQL under one log-in decides nothing of its own. The first argument is the column of who made the
-- row. A question that is passed on stays that of whoever asked it.
CREATE OR REPLACE FUNCTION redress_in_own_name() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    before CONSTANT jsonb := CASE TG_OP WHEN 'UPDATE' THEN to_jsonb(OLD) ELSE '{}' END;
    after CONSTANT jsonb := to_jsonb(NEW);
    who text := redress_staff()::text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF after ->> 'follows_id' IS NOT NULL THEN
            SELECT coalesce(f.by_id::text, '') INTO who FROM complaints_approval f
             WHERE f.id = (after ->> 'follows_id')::bigint AND f.complaint_id = NEW.complaint_id;
        END IF;
        IF coalesce(after ->> TG_ARGV[0], '') IS DISTINCT FROM who THEN
            RAISE EXCEPTION 'it is entered in one''s own name: %', TG_ARGV[0] USING ERRCODE = 'insufficient_privilege';
        END IF;
        who := redress_staff()::text;
    END IF;
    FOR n IN 0..TG_NARGS - 1 LOOP
        IF (TG_OP = 'UPDATE' OR n > 0) AND after ->> TG_ARGV[n] IS DISTINCT FROM before ->> TG_ARGV[n]
           AND after ->> TG_ARGV[n] IS DISTINCT FROM who
           -- A conflict of a claim that is declared anew is set aside by nobody.
           AND NOT (TG_TABLE_NAME = 'claims_claimrecusal' AND after ->> TG_ARGV[n] IS NULL) THEN
            RAISE EXCEPTION 'it is entered in one''s own name: %', TG_ARGV[n] USING ERRCODE = 'insufficient_privilege';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;

-- Nobody decides on their own work: who asked or wrote what is asked, and for whom; who named or judged a person.
CREATE OR REPLACE FUNCTION redress_by_another() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    authors bigint[];
BEGIN
    IF TG_TABLE_NAME = 'complaints_judgement' THEN
        authors := ARRAY[OLD.named_by_id, OLD.judged_by_id, OLD.person_id];
    ELSIF NEW.state IN ('approved', 'passed_on', 'refused') THEN
        authors := ARRAY[OLD.by_id, OLD.by_for_id] || ARRAY(
            SELECT unnest(ARRAY[p.by_id, p.by_for_id]) FROM complaints_proposal p
             WHERE p.complaint_id = OLD.complaint_id AND p.position = OLD.proposal);
    END IF;
    IF NEW.decided_by_id = ANY (authors) OR (to_jsonb(NEW) ->> 'decided_for_id')::bigint = ANY (authors) THEN
        RAISE EXCEPTION 'nobody decides on their own work' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;

DO $$
DECLARE
    each record;
BEGIN
    FOR each IN SELECT * FROM (VALUES
        ('complaints_approval', ARRAY['by_id', 'decided_by_id']),
        ('complaints_disposal', ARRAY['proposed_by_id', 'confirmed_by_id']),
        ('complaints_judgement', ARRAY['named_by_id', 'judged_by_id', 'decided_by_id']),
        ('complaints_proposal', ARRAY['by_id', 'executed_by_id']),
        ('complaints_decision', ARRAY['by_id']),
        ('complaints_review', ARRAY['by_id', 'decided_by_id']),
        ('letters_letter', ARRAY['author_id', 'reviewer_id', 'sent_by_id']),
        ('claims_accountchange', ARRAY['asked_by_id', 'approved_by_id', 'refused_by_id']),
        ('claims_catastrophenotice', ARRAY['by_id']),
        ('claims_claimrecusal', ARRAY['by_id', 'overridden_by_id', 'confirmed_by_id']),
        ('claims_decision', ARRAY['decided_by_id']),
        ('claims_papernotice', ARRAY['by_id']),
        ('claims_payment', ARRAY['by_id'])
    ) AS named ("table", columns) LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER redress_in_own_name BEFORE INSERT OR UPDATE ON %I FOR EACH ROW'
            ' WHEN (NOT redress_owner() AND NOT redress_all()) EXECUTE FUNCTION redress_in_own_name(%s)',
            each."table", (SELECT string_agg(quote_literal(c), ', ') FROM unnest(each.columns) c));
    END LOOP;
END $$;
CREATE OR REPLACE TRIGGER redress_by_another BEFORE UPDATE ON complaints_approval
    FOR EACH ROW WHEN (OLD.decided_by_id IS DISTINCT FROM NEW.decided_by_id AND NOT redress_owner() AND NOT redress_all())
    EXECUTE FUNCTION redress_by_another();
CREATE OR REPLACE TRIGGER redress_by_another BEFORE UPDATE ON complaints_judgement
    FOR EACH ROW WHEN (OLD.decided_by_id IS DISTINCT FROM NEW.decided_by_id AND NOT redress_owner() AND NOT redress_all())
    EXECUTE FUNCTION redress_by_another();

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

-- Published articles are for the company they were made in; what the group publishes, or what was made above all companies,
-- is for everybody (as assessment.queries.knowledge.visible).
CREATE OR REPLACE FUNCTION redress_knows_article(made_in bigint, publisher bigint) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT redress_staff() IS NOT NULL AND (
        EXISTS (SELECT FROM organisation_user p JOIN organisation_department d ON d.id = p.department_id
                  JOIN organisation_unit u ON u.id = d.unit_id WHERE p.id = publisher AND u.kind = 'group')
        OR NOT EXISTS (SELECT FROM organisation_unit here JOIN organisation_unit c ON starts_with(here.path, c.path)
                        WHERE here.id = made_in AND c.kind = 'company')
        OR EXISTS (SELECT FROM organisation_unit here, unnest(redress_posts()) post
                     JOIN organisation_unit held ON held.id = split_part(post, '/', 3)::bigint
                    WHERE here.id = made_in AND (starts_with(here.path, held.path) OR EXISTS (
                        SELECT FROM organisation_unit c WHERE c.kind = 'company'
                           AND starts_with(here.path, c.path) AND starts_with(held.path, c.path)))))
$$;

-- An article is drafted by who handles complaints, published and withdrawn by who leads, the first never by its author;
-- published it only goes out of the base (CLO-12). The system renews what it is encrypted with.
CREATE OR REPLACE FUNCTION redress_article_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    said CONSTANT text[] := '{state,published_by_id,published_at,version,journal_head}';
    words CONSTANT boolean := to_jsonb(NEW) - said IS DISTINCT FROM to_jsonb(OLD) - said;
BEGIN
    IF redress_all() OR redress_owner() THEN
        RETURN NEW;
    END IF;
    IF NEW.id <> OLD.id OR NEW.unit_id <> OLD.unit_id OR NEW.complaint_id IS DISTINCT FROM OLD.complaint_id THEN
        RAISE EXCEPTION 'an article stays where it was made' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.state = 'draft' AND NEW.state = 'draft' AND NEW.drafted_by_id = redress_staff()
       AND NEW.published_by_id IS NULL AND redress_has_over('{complaint_officer,cs_head,handler,second_line}', OLD.unit_id) THEN
        RETURN NEW;
    END IF;
    IF NOT words AND redress_has_over('{complaint_officer,cs_head,manager}', OLD.unit_id) AND (
        NEW.state = 'withdrawn' AND NEW.published_by_id IS NOT DISTINCT FROM OLD.published_by_id
        OR OLD.state = 'draft' AND NEW.state = 'published' AND NEW.published_by_id = redress_staff()
           AND OLD.drafted_by_id <> ALL (redress_people())) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a draft is changed by who handles complaints, and published by a second person who leads'
          USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER redress_article_guard BEFORE UPDATE ON assessment_knowledgearticle
    FOR EACH ROW EXECUTE FUNCTION redress_article_guard();

-- Registers are only added to (SEC-04).
CREATE OR REPLACE FUNCTION redress_append_only() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
-- A version of a rulebook that somebody published never changes: files carry it (CLK-09).
CREATE OR REPLACE TRIGGER rulebook_append_only BEFORE UPDATE OR DELETE ON complaints_rulebookversion
    FOR EACH ROW EXECUTE FUNCTION redress_append_only();
CREATE OR REPLACE TRIGGER rulebook_no_truncate BEFORE TRUNCATE ON complaints_rulebookversion
    FOR EACH STATEMENT EXECUTE FUNCTION redress_append_only();
