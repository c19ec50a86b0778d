"""Encrypted values of before are bound to the row they stand in, once (SEC-02)."""

from django.db import migrations

from redress.privacy.binding import bind

REKEYED = r"""
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
"""
"""Whether a change of a row is a rotation of keys; the high bit of the first byte is no part of the key's length."""

COLUMNS = (
    ("complaints_party", ("name", "id_number", "phone", "email", "address", "account")),
    ("complaints_judgement", ("name",)),
    ("complaints_draft", ("content",)),
    ("outbox_message", ("whom", "address", "subject", "body")),
    ("outbox_staffcontact", ("mobile", "mail")),
    ("letters_letter", ("addressee", "address")),
)
"""Columns that were encrypted before; what was encrypted since is bound from the beginning."""


def bind_all(apps, editor):
    bind(editor.connection, COLUMNS)


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0035_look_ups_counted"),
        ("outbox", "0012_words_encrypted"),
        ("letters", "0005_words_encrypted"),
    ]
    operations = [
        migrations.RunSQL(REKEYED, migrations.RunSQL.noop),
        migrations.RunPython(bind_all, migrations.RunPython.noop),
    ]
