-- A file's row brings its key, whoever writes it and by which way: a door, an import, a copy (ADR 32). That of another file,
-- of whatever kind, has neither this key nor this number.
CREATE OR REPLACE FUNCTION redress_file_key() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO casework_file (id, kind, number) SELECT id, TG_ARGV[0], number FROM added;
    RETURN NULL;
END $$;
{% for kind in kinds %}
-- From which its keys are drawn; those of a kind lie apart from all others.
CREATE SEQUENCE IF NOT EXISTS {{ kind.sequence }} AS bigint START WITH {{ kind.first }} MINVALUE {{ kind.least }};
CREATE OR REPLACE TRIGGER redress_file_key AFTER INSERT ON {{ kind.table }} REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION redress_file_key('{{ kind.name }}');
ALTER TABLE {{ kind.table }} ENABLE ALWAYS TRIGGER redress_file_key;
{% endfor %}
