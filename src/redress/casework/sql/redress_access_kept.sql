-- The access log is only added to (SEC-03). Its note is encrypted, and may be given another key.
CREATE OR REPLACE FUNCTION redress_access_kept() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND redress_rekeyed(to_jsonb(OLD), to_jsonb(NEW), '{note}') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER access_append_only BEFORE UPDATE OR DELETE ON complaints_accessentry
    FOR EACH ROW EXECUTE FUNCTION redress_access_kept();
CREATE OR REPLACE TRIGGER access_no_truncate BEFORE TRUNCATE ON complaints_accessentry
    FOR EACH STATEMENT EXECUTE FUNCTION redress_append_only();
