-- A file that was asked for by its number and not shown is written beside the attempt, so that an auditor of its unit sees
-- it. Who tried learns nothing: what one writes into the access log one cannot read back (SEC-03).
CREATE OR REPLACE FUNCTION redress_case_asked_for() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    SELECT id INTO NEW.file_id FROM casework_file WHERE number = NEW.number;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER access_case_asked_for BEFORE INSERT ON complaints_accessentry
    FOR EACH ROW WHEN (NEW.action = 'refused' AND NEW.file_id IS NULL AND NEW.number <> '')
    EXECUTE FUNCTION redress_case_asked_for();
