"""Letters are visible where their case is (SEC-01); what legal passed or what was sent never changes (COM-04)."""

from django.db import migrations

SCOPE = """
ALTER TABLE letters_letter ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON letters_letter FOR ALL TO redress_app
    USING (
        (SELECT redress_all())
        OR EXISTS (SELECT FROM complaints_complaint c WHERE c.id = letters_letter.complaint_id)
    )
    WITH CHECK (true);
ALTER TABLE letters_letterremark ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON letters_letterremark FOR ALL TO redress_app
    USING (
        (SELECT redress_all()) OR EXISTS (SELECT FROM letters_letter l WHERE l.id = letters_letterremark.letter_id)
    )
    WITH CHECK (true);
"""

# A rotation of keys writes the addressee anew under another key, so that ciphertext may change.
FROZEN = """
CREATE FUNCTION redress_letter_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state IN ('reviewed', 'sent') AND (
        NEW.parts IS DISTINCT FROM OLD.parts OR NEW.pdf_id IS DISTINCT FROM OLD.pdf_id
        OR NEW.number <> OLD.number OR NEW.revision <> OLD.revision OR NEW.code <> OLD.code
        OR NEW.kind <> OLD.kind OR NEW.issued_on IS DISTINCT FROM OLD.issued_on
        OR NEW.complaint_id <> OLD.complaint_id OR (OLD.state = 'sent' AND NEW.state <> 'sent')
    ) THEN
        RAISE EXCEPTION 'letter % is final: it does not change', OLD.number USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER letter_frozen BEFORE UPDATE ON letters_letter
    FOR EACH ROW EXECUTE FUNCTION redress_letter_frozen();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("letters", "0001_initial"),
        ("complaints", "0003_guards"),
        ("organisation", "0002_application_role"),
    ]
    operations = [
        migrations.RunSQL(SCOPE, migrations.RunSQL.noop),
        migrations.RunSQL(FROZEN, migrations.RunSQL.noop),
    ]
