-- The words of a journal stand beside it, encrypted, one row an entry (ADR 21). They may be given another key. They go with
-- a disposal that two persons confirmed, and with the import of their case while it is being taken back and no person has
-- an entry. Nothing else changes them.
CREATE OR REPLACE FUNCTION redress_journal_text() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND redress_rekeyed(to_jsonb(OLD), to_jsonb(NEW), '{texts}') THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND redress_disposed(OLD.complaint_id) THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'DELETE' AND EXISTS (
            SELECT FROM complaints_complaint c JOIN complaints_importrun r ON r.id = c.import_run_id
             WHERE c.id = OLD.complaint_id AND r.taking_back_at IS NOT NULL)
       AND NOT EXISTS (
            SELECT FROM complaints_journalentry e
             WHERE e.complaint_id = OLD.complaint_id AND e.by_id IS NOT NULL)
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER journal_text_append_only BEFORE UPDATE OR DELETE ON complaints_journaltext
    FOR EACH ROW EXECUTE FUNCTION redress_journal_text();
CREATE OR REPLACE TRIGGER journal_text_no_truncate BEFORE TRUNCATE ON complaints_journaltext
    FOR EACH STATEMENT EXECUTE FUNCTION redress_append_only();
-- The journal itself is kept as that of any kind of file.
CREATE OR REPLACE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON complaints_journalentry
    FOR EACH ROW EXECUTE FUNCTION redress_entry_kept('complaint_id');
CREATE OR REPLACE TRIGGER journal_no_truncate BEFORE TRUNCATE ON complaints_journalentry
    FOR EACH STATEMENT EXECUTE FUNCTION redress_append_only();
