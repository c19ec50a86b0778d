-- Registers are only added to (SEC-04). One change is let through: an entry of a journal may lose its content, and nothing
-- else, once two persons confirmed the disposal of its case (CLO-10); the chain of hashes stays, and shows that it did.
CREATE OR REPLACE FUNCTION redress_append_only() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'complaints_journalentry' AND TG_OP = 'UPDATE' THEN
        IF NEW.payload = '{}'::jsonb AND NEW.facts = '{}'::jsonb
           AND to_jsonb(NEW) - 'payload' - 'facts' = to_jsonb(OLD) - 'payload' - 'facts'
           AND redress_disposed(OLD.complaint_id)
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON complaints_journalentry
    FOR EACH ROW EXECUTE FUNCTION redress_append_only();
CREATE OR REPLACE TRIGGER journal_no_truncate BEFORE TRUNCATE ON complaints_journalentry
    FOR EACH STATEMENT EXECUTE FUNCTION redress_append_only();
-- A version of a rulebook that somebody published never changes: cases carry it (CLK-09).
CREATE OR REPLACE TRIGGER rulebook_append_only BEFORE UPDATE OR DELETE ON complaints_rulebookversion
    FOR EACH ROW EXECUTE FUNCTION redress_append_only();
CREATE OR REPLACE TRIGGER rulebook_no_truncate BEFORE TRUNCATE ON complaints_rulebookversion
    FOR EACH STATEMENT EXECUTE FUNCTION redress_append_only();
