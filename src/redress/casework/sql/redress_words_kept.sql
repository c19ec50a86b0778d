-- The words of a journal stand beside it, encrypted, one row an entry (ADR 21). They may be given another key. They go with a
-- disposal of their file that two persons confirmed and, of a kind that comes with imports, with the import of their file
-- while that is taken back and no person has an entry. Nothing else changes them.
CREATE OR REPLACE FUNCTION redress_words_kept() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    goes boolean := false;
BEGIN
    IF TG_OP = 'UPDATE' AND redress_rekeyed(to_jsonb(OLD), to_jsonb(NEW), '{texts}') THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND redress_disposed((to_jsonb(OLD) ->> TG_ARGV[0])::bigint) THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'DELETE' AND TG_NARGS > 1 THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM %I c JOIN complaints_importrun r ON r.id = c.import_run_id'
                       ' WHERE c.id = $1 AND r.taking_back_at IS NOT NULL)'
                       ' AND NOT EXISTS (SELECT FROM %I e WHERE e.%I = $1 AND e.by_id IS NOT NULL)',
                       TG_ARGV[1], TG_ARGV[2], TG_ARGV[0]) INTO goes USING (to_jsonb(OLD) ->> TG_ARGV[0])::bigint;
        IF goes THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
{% for kind in kept %}
CREATE OR REPLACE TRIGGER redress_text_append_only BEFORE UPDATE OR DELETE ON {{ kind.texts }}
    FOR EACH ROW EXECUTE FUNCTION redress_words_kept('{{ kind.file }}'{% if kind.imported %}, '{{ kind.table }}', '{{ kind.entries }}'{% endif %});
CREATE OR REPLACE TRIGGER redress_text_no_truncate BEFORE TRUNCATE ON {{ kind.texts }}
    FOR EACH STATEMENT EXECUTE FUNCTION redress_words_kept();
{% endfor %}