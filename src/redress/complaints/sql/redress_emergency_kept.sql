-- What was entered in an emergency is only added to (FLW-16). Its words are encrypted, and may be given another key; an
-- entry goes with its case once two persons confirmed the disposal of that (CLO-10).
CREATE OR REPLACE FUNCTION redress_emergency_kept() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND redress_rekeyed(to_jsonb(OLD), to_jsonb(NEW), '{to,source,words}') THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND redress_disposed(OLD.complaint_id) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER emergency_append_only BEFORE UPDATE OR DELETE ON complaints_emergencyentry
    FOR EACH ROW EXECUTE FUNCTION redress_emergency_kept();
CREATE OR REPLACE TRIGGER emergency_no_truncate BEFORE TRUNCATE ON complaints_emergencyentry
    FOR EACH STATEMENT EXECUTE FUNCTION redress_append_only();
