-- Has the words of texts counted at once, as after an import: which of them are rare decides how texts are looked for. Of
-- documents alone, not of their two hundred parts each, which would take four fifths of the time.
CREATE OR REPLACE FUNCTION redress_know_texts() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT (SELECT redress_all()) THEN
        RAISE EXCEPTION 'the system alone has texts counted' USING ERRCODE = 'insufficient_privilege';
    END IF;
    ANALYZE complaints_casetext (document);
END $$;
