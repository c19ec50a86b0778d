-- The journals of claims and of catastrophes are only added to (SEC-04).
CREATE OR REPLACE FUNCTION claims_append_only() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER claims_append_only BEFORE UPDATE OR DELETE ON claims_claimentry
    FOR EACH ROW EXECUTE FUNCTION claims_append_only();
CREATE OR REPLACE TRIGGER claims_no_truncate BEFORE TRUNCATE ON claims_claimentry
    FOR EACH STATEMENT EXECUTE FUNCTION claims_append_only();
CREATE OR REPLACE TRIGGER claims_catastrophe_append_only BEFORE UPDATE OR DELETE ON claims_catastropheentry
    FOR EACH ROW EXECUTE FUNCTION claims_append_only();
CREATE OR REPLACE TRIGGER claims_catastrophe_no_truncate BEFORE TRUNCATE ON claims_catastropheentry
    FOR EACH STATEMENT EXECUTE FUNCTION claims_append_only();
