"""After an import the words are counted that are asked for: of documents, not of their two hundred parts each, which took
four fifths of the time. And digests are not compressed: they do not get smaller."""

from django.db import migrations

KNOW = """
CREATE OR REPLACE FUNCTION redress_know_texts() RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT (SELECT redress_all()) THEN
        RAISE EXCEPTION 'the system alone has texts counted' USING ERRCODE = 'insufficient_privilege';
    END IF;
    ANALYZE complaints_casetext{columns};
END $$;
"""
STORED = "ALTER TABLE complaints_casetext ALTER COLUMN document SET STORAGE {kind}, ALTER COLUMN parts SET STORAGE {kind}"


class Migration(migrations.Migration):
    dependencies = [("complaints", "0057_approvals_wait_for_duties")]
    operations = [
        migrations.RunSQL(KNOW.format(columns=" (document)"), KNOW.format(columns="")),
        migrations.RunSQL(STORED.format(kind="EXTERNAL"), STORED.format(kind="EXTENDED")),
    ]
