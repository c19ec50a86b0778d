-- The words of a journal stand beside it, encrypted, one row an entry (ADR 21). They may be given another key, and go with a
-- disposal of their file that two persons confirmed; nothing else changes them.
CREATE OR REPLACE FUNCTION redress_words_kept() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND redress_rekeyed(to_jsonb(OLD), to_jsonb(NEW), '{texts}') THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' AND redress_disposed((to_jsonb(OLD) ->> TG_ARGV[0])::bigint) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
{% for kind in kept %}
CREATE OR REPLACE TRIGGER redress_text_append_only BEFORE UPDATE OR DELETE ON {{ kind.texts }}
    FOR EACH ROW EXECUTE FUNCTION redress_words_kept('{{ kind.file }}');
CREATE OR REPLACE TRIGGER redress_text_no_truncate BEFORE TRUNCATE ON {{ kind.texts }}
    FOR EACH STATEMENT EXECUTE FUNCTION redress_words_kept();
{% endfor %}