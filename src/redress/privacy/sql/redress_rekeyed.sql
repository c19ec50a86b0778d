-- Whether a change of a row is a rotation of keys and nothing else: only these columns differ, and each that does holds
-- as much as before under the name of another key. Registers ask it, which let no other change through (SEC-02).
--
-- An encrypted value begins with a byte: how long the name of its key is, and in its first bit whether the value is bound
-- to its row. The name follows. Nothing shorter than 30 bytes is one.
CREATE OR REPLACE FUNCTION redress_rekeyed(was jsonb, is_now jsonb, columns text[]) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    name text;
    old bytea;
    new bytea;
    changed boolean := false;
    was_by int;
    is_by int;
BEGIN
    IF is_now - columns IS DISTINCT FROM was - columns THEN
        RETURN false;
    END IF;
    FOREACH name IN ARRAY columns LOOP
        CONTINUE WHEN was->name = is_now->name;
        IF coalesce(left(was->>name, 2), '') <> '\x' OR coalesce(left(is_now->>name, 2), '') <> '\x' THEN
            RETURN false;
        END IF;
        old := (was->>name)::bytea;
        new := (is_now->>name)::bytea;
        IF length(old) < 30 OR length(new) < 30 THEN
            RETURN false;
        END IF;
        was_by := get_byte(old, 0) & 127;
        is_by := get_byte(new, 0) & 127;
        IF length(new) <> length(old) - was_by + is_by
           OR substring(old from 2 for was_by) = substring(new from 2 for is_by)
        THEN
            RETURN false;
        END IF;
        changed := true;
    END LOOP;
    RETURN changed;
END $$;
