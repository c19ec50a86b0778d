-- The words of a claim's journal stand beside it, encrypted, one row an entry (ADR 21). They may be given another key. They
-- go with the import of their claim while it is being taken back and no person has an entry. Nothing else changes them.
CREATE OR REPLACE FUNCTION claims_text_kept() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND redress_rekeyed(to_jsonb(OLD), to_jsonb(NEW), '{texts}') THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND EXISTS (
            SELECT FROM claims_claim c JOIN complaints_importrun r ON r.id = c.import_run_id
             WHERE c.id = OLD.claim_id AND r.taking_back_at IS NOT NULL)
       AND NOT EXISTS (
            SELECT FROM claims_claimentry e WHERE e.claim_id = OLD.claim_id AND e.by_id IS NOT NULL)
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER claims_text_append_only BEFORE UPDATE OR DELETE ON claims_claimtext
    FOR EACH ROW EXECUTE FUNCTION claims_text_kept();
CREATE OR REPLACE TRIGGER claims_text_no_truncate BEFORE TRUNCATE ON claims_claimtext
    FOR EACH STATEMENT EXECUTE FUNCTION claims_append_only();
CREATE OR REPLACE TRIGGER claims_catastrophe_text_append_only BEFORE UPDATE OR DELETE ON claims_catastrophetext
    FOR EACH ROW EXECUTE FUNCTION claims_text_kept();
CREATE OR REPLACE TRIGGER claims_catastrophe_text_no_truncate BEFORE TRUNCATE ON claims_catastrophetext
    FOR EACH STATEMENT EXECUTE FUNCTION claims_append_only();
