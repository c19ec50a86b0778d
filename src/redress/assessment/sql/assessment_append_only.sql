-- The journal of spot checks and corrective actions is only added to (SEC-04). What an entry says is encrypted, and may be
-- given another key.
CREATE OR REPLACE FUNCTION assessment_append_only() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND redress_rekeyed(to_jsonb(OLD), to_jsonb(NEW), '{said}') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER assessment_append_only BEFORE UPDATE OR DELETE ON assessment_assessmententry
    FOR EACH ROW EXECUTE FUNCTION assessment_append_only();
CREATE OR REPLACE TRIGGER assessment_no_truncate BEFORE TRUNCATE ON assessment_assessmententry
    FOR EACH STATEMENT EXECUTE FUNCTION assessment_append_only();
