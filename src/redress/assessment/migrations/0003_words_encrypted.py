"""What people wrote stands encrypted (SEC-02)."""

from django.db import migrations

from redress.privacy.encrypting import EncryptColumns
from redress.privacy.fields import EncryptedJSON, EncryptedText

GUARD = """
CREATE FUNCTION assessment_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND redress_rekeyed(to_jsonb(OLD), to_jsonb(NEW), '{said}') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TRIGGER assessment_append_only ON assessment_assessmententry;
CREATE TRIGGER assessment_append_only BEFORE UPDATE OR DELETE ON assessment_assessmententry
    FOR EACH ROW EXECUTE FUNCTION assessment_append_only();
GRANT UPDATE (said) ON assessment_assessmententry TO redress_app;
"""


class Migration(migrations.Migration):
    dependencies = [("assessment", "0002_guards"), ("complaints", "0031_words_encrypted")]
    operations = [
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
        EncryptColumns(
            "assessmententry",
            {
                "said": EncryptedJSON(default=dict),
            },
        ),
        EncryptColumns(
            "correctiveaction",
            {
                "evidence": EncryptedText(help_text="What shows that it was done."),
                "measure": EncryptedText(),
                "verdict": EncryptedText(help_text="What the verification found."),
            },
        ),
        EncryptColumns(
            "knowledgearticle",
            {
                "handling": EncryptedText(),
                "lesson": EncryptedText(),
                "removed": EncryptedJSON(default=dict),
                "situation": EncryptedText(),
                "title": EncryptedText(),
            },
        ),
        EncryptColumns(
            "spotcheck",
            {
                "items": EncryptedJSON(default=dict),
                "remark": EncryptedText(),
            },
        ),
    ]
