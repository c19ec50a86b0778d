-- The journal of the organisation and the register of sign-ins are only added to (SEC-04). What an entry says of people
-- is encrypted, and may be given another key.
CREATE OR REPLACE FUNCTION organisation_append_only() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'organisation_organisationentry'
       AND redress_rekeyed(to_jsonb(OLD), to_jsonb(NEW), '{before,after}')
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER entry_append_only BEFORE UPDATE OR DELETE ON organisation_organisationentry
    FOR EACH ROW EXECUTE FUNCTION organisation_append_only();
CREATE OR REPLACE TRIGGER entry_no_truncate BEFORE TRUNCATE ON organisation_organisationentry
    FOR EACH STATEMENT EXECUTE FUNCTION organisation_append_only();
CREATE OR REPLACE TRIGGER sign_in_append_only BEFORE UPDATE OR DELETE ON organisation_signin
    FOR EACH ROW EXECUTE FUNCTION organisation_append_only();
CREATE OR REPLACE TRIGGER sign_in_no_truncate BEFORE TRUNCATE ON organisation_signin
    FOR EACH STATEMENT EXECUTE FUNCTION organisation_append_only();
