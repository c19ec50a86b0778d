-- No circle of links: followed from where a new one leads, they must not come back to where it begins. Links are made one
-- at a time, so that two halves of a circle cannot come into being side by side.
CREATE OR REPLACE FUNCTION redress_link_no_circle() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.ended_at IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext('redress_link'));
        IF redress_link_reaches(NEW.to_id, NEW.complaint_id) THEN
            RAISE EXCEPTION 'this link would close a circle'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'link_no_circle';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER link_no_circle BEFORE INSERT OR UPDATE OF complaint_id, to_id, ended_at ON complaints_link
    FOR EACH ROW EXECUTE FUNCTION redress_link_no_circle();
