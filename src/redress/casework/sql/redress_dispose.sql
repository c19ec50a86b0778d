-- Destroys what only the owner of the tables can: the content of the journal, and what names files on disk, as the rooms
-- say of their tables. Files that no other row of any table names are given back, to be deleted from disk (CLO-10).
--
-- It runs as the owner, so it stands by the scope and by the rules of disposal itself.
CREATE OR REPLACE FUNCTION redress_dispose(disposed bigint) RETURNS text[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    named text[] := '{}';
    gone text[] := '{}';
    digest text;
    refers record;
    used boolean;
BEGIN
    IF NOT redress_disposed(disposed) OR NOT (false{% for kind in kinds %}{% if kind.ended %} OR EXISTS (
        SELECT FROM {{ kind.table }} c
         WHERE c.id = disposed AND NOT c.held AND c.disposed_at IS NULL
           AND c.state IN ({{ kind.ended }}) AND c.retain_until IS NOT NULL
           AND ((SELECT redress_all()) OR {{ kind.over }})
    ){% endif %}{% endfor %}) THEN
        RAISE EXCEPTION 'file % may not be disposed of', disposed USING ERRCODE = 'insufficient_privilege';
    END IF;
    {% for kind in kinds %}UPDATE {{ kind.entries }} SET payload = '{}', facts = '{}' WHERE {{ kind.file }} = disposed;
    {% endfor %}DELETE FROM complaints_draft
     WHERE starts_with(form, (SELECT number FROM casework_file WHERE id = disposed) || '/');
    {% for each in goes %}{% if each.file %}named := named || ARRAY(
        SELECT {{ each.file }} FROM {{ each.table }} WHERE {{ each.which }} AND {{ each.file }} IS NOT NULL);
    {% endif %}DELETE FROM {{ each.table }} WHERE {{ each.which }};
    {% endfor %}FOREACH digest IN ARRAY ARRAY(SELECT DISTINCT unnest(named)) LOOP
        used := false;
        FOR refers IN
            SELECT k.conrelid::regclass AS source, a.attname AS col FROM pg_constraint k
              JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
             WHERE k.contype = 'f' AND k.confrelid = 'evidence_blob'::regclass
        LOOP
            EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE %I = $1)', refers.source, refers.col) INTO used USING digest;
            EXIT WHEN used;
        END LOOP;
        IF NOT used THEN
            DELETE FROM evidence_blob WHERE sha256 = digest;
            gone := gone || digest;
        END IF;
    END LOOP;
    {% for function in empties %}PERFORM {{ function }}(disposed);
    {% endfor %}RETURN gone;
END $$;
