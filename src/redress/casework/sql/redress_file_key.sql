-- A file's row brings its key, whoever writes it and by which way: a door, an import, a copy (ADR 32). That of another file,
-- of whatever kind, has neither this key nor this number.
CREATE OR REPLACE FUNCTION redress_file_key() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO casework_file (id, kind, number) SELECT id, TG_ARGV[0], number FROM added;
    RETURN NULL;
END $$;
{% for kind in kinds %}
CREATE OR REPLACE TRIGGER redress_file_key AFTER INSERT ON {{ kind.table }} REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION redress_file_key('{{ kind.name }}');
ALTER TABLE {{ kind.table }} ENABLE ALWAYS TRIGGER redress_file_key;
{% endfor %}
