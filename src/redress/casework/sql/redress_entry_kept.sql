-- The journal of a kind of file is only added to (SEC-04). An entry may lose its content, and nothing else, once two persons
-- confirmed the disposal of its file (CLO-10).
CREATE OR REPLACE FUNCTION redress_entry_kept() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.payload = '{}'::jsonb AND NEW.facts = '{}'::jsonb
           AND to_jsonb(NEW) - 'payload' - 'facts' = to_jsonb(OLD) - 'payload' - 'facts'
           AND redress_disposed((to_jsonb(OLD) ->> TG_ARGV[0])::bigint)
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
{% for kind in kept %}
CREATE OR REPLACE TRIGGER redress_append_only BEFORE UPDATE OR DELETE ON {{ kind.entries }}
    FOR EACH ROW EXECUTE FUNCTION redress_entry_kept('{{ kind.file }}');
CREATE OR REPLACE TRIGGER redress_no_truncate BEFORE TRUNCATE ON {{ kind.entries }}
    FOR EACH STATEMENT EXECUTE FUNCTION redress_entry_kept();
{% endfor %}