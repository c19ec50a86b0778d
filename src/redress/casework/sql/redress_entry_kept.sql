-- The journal of a kind of file is only added to (SEC-04). That of complaints says so itself, for more may happen to it.
CREATE OR REPLACE FUNCTION redress_entry_kept() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
{% for kind in kept %}
CREATE OR REPLACE TRIGGER redress_append_only BEFORE UPDATE OR DELETE ON {{ kind.entries }}
    FOR EACH ROW EXECUTE FUNCTION redress_entry_kept();
CREATE OR REPLACE TRIGGER redress_no_truncate BEFORE TRUNCATE ON {{ kind.entries }}
    FOR EACH STATEMENT EXECUTE FUNCTION redress_entry_kept();
{% endfor %}
