-- What legal passed or what was sent never changes: neither its text nor its PDF, number or file (COM-04). The text is
-- encrypted, and may be given another key.
CREATE OR REPLACE FUNCTION redress_letter_frozen() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ({{ states.frozen_letter }}) AND (
        NEW.parts IS DISTINCT FROM OLD.parts AND NOT redress_rekeyed(to_jsonb(OLD), to_jsonb(NEW), '{parts}')
        OR NEW.pdf_id IS DISTINCT FROM OLD.pdf_id
        OR NEW.number <> OLD.number OR NEW.revision <> OLD.revision OR NEW.code <> OLD.code
        OR NEW.kind <> OLD.kind OR NEW.issued_on IS DISTINCT FROM OLD.issued_on
        OR NEW.file_id <> OLD.file_id OR (OLD.state = 'sent' AND NEW.state <> 'sent')
    ) THEN
        RAISE EXCEPTION 'letter % is final: it does not change', OLD.number USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER letter_frozen BEFORE UPDATE ON letters_letter
    FOR EACH ROW EXECUTE FUNCTION redress_letter_frozen();
