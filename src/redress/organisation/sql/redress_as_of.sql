-- As of when the organisation is as it is: a stamp that every change of it draws anew, in the transaction that makes it. Who
-- reads the stamp and finds the one of before knows, without a further look, that all is as it was: who has which post, whose
-- deputy somebody is, what a unit follows (redress/organisation/as_of.py). A stamp never comes again, not after a rollback.
CREATE OR REPLACE FUNCTION redress_as_of() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE public.redress_as_of SET stamp = gen_random_uuid();
    RETURN NULL;
END $$;

DO $$
DECLARE
    -- Of an account what bears on who somebody is: not when that person signed in last.
    changed CONSTANT jsonb := '{"organisation_unit": "", "organisation_department": "", "organisation_appointment": "",
        "organisation_deputy": "", "committee_seat": "", "complaints_rulebookversion": "",
        "organisation_user": "OF id, is_active, name, department_id"}';
    each record;
BEGIN
    FOR each IN SELECT key AS name, value AS columns FROM jsonb_each_text(changed) LOOP
        EXECUTE format('CREATE OR REPLACE TRIGGER redress_as_of AFTER INSERT OR UPDATE %s OR DELETE ON %I'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION redress_as_of()', each.columns, each.name);
        EXECUTE format('CREATE OR REPLACE TRIGGER redress_as_of_emptied AFTER TRUNCATE ON %I'
                       ' FOR EACH STATEMENT EXECUTE FUNCTION redress_as_of()', each.name);
        EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER redress_as_of', each.name);
        EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER redress_as_of_emptied', each.name);
    END LOOP;
END $$;
