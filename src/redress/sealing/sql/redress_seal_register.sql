-- Seals, their kinds, checkpoints and verifications are only added to, whoever asks (SEC-04, ADR 23).
CREATE OR REPLACE FUNCTION redress_seal_register() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER sealing_kind_append_only BEFORE UPDATE OR DELETE ON sealing_kind
    FOR EACH ROW EXECUTE FUNCTION redress_seal_register();
CREATE OR REPLACE TRIGGER sealing_kind_no_truncate BEFORE TRUNCATE ON sealing_kind
    FOR EACH STATEMENT EXECUTE FUNCTION redress_seal_register();
CREATE OR REPLACE TRIGGER sealing_seal_append_only BEFORE UPDATE OR DELETE ON sealing_seal
    FOR EACH ROW EXECUTE FUNCTION redress_seal_register();
CREATE OR REPLACE TRIGGER sealing_seal_no_truncate BEFORE TRUNCATE ON sealing_seal
    FOR EACH STATEMENT EXECUTE FUNCTION redress_seal_register();
CREATE OR REPLACE TRIGGER sealing_checkpoint_append_only BEFORE UPDATE OR DELETE ON sealing_checkpoint
    FOR EACH ROW EXECUTE FUNCTION redress_seal_register();
CREATE OR REPLACE TRIGGER sealing_checkpoint_no_truncate BEFORE TRUNCATE ON sealing_checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION redress_seal_register();
CREATE OR REPLACE TRIGGER sealing_verification_append_only BEFORE UPDATE OR DELETE ON sealing_verification
    FOR EACH ROW EXECUTE FUNCTION redress_seal_register();
CREATE OR REPLACE TRIGGER sealing_verification_no_truncate BEFORE TRUNCATE ON sealing_verification
    FOR EACH STATEMENT EXECUTE FUNCTION redress_seal_register();
