-- A proposal that a second person decides is decided once, and what was proposed never changes: otherwise something else
-- would have been confirmed than was asked. Its words are encrypted, and may be given another key (SEC-01, SEC-02).
CREATE OR REPLACE FUNCTION organisation_decided_once() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.verdict = '' AND (NEW.id, NEW.kind, NEW.unit_id, NEW.department_id, NEW.person_id,
        NEW.asked, NEW.because, NEW.proposed_by_id, NEW.proposers, NEW.proposed_at) IS NOT DISTINCT FROM (OLD.id,
        OLD.kind, OLD.unit_id, OLD.department_id, OLD.person_id, OLD.asked, OLD.because, OLD.proposed_by_id,
        OLD.proposers, OLD.proposed_at) OR redress_rekeyed(to_jsonb(OLD), to_jsonb(NEW), '{because,reason}'))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a proposal is decided once and otherwise never changed: % is refused', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER decided_once BEFORE UPDATE OR DELETE ON organisation_proposal
    FOR EACH ROW EXECUTE FUNCTION organisation_decided_once();
