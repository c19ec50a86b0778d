-- The words of a claim's journal stand beside it, encrypted, one row an entry (ADR 21). They may be given another key; nothing
-- else changes them.
CREATE OR REPLACE FUNCTION claims_text_kept() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND redress_rekeyed(to_jsonb(OLD), to_jsonb(NEW), '{texts}') THEN
        RETURN NEW;
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
