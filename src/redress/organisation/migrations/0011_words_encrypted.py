"""Reasons of deputyships and proposals, reports and what entries say of people stand encrypted (SEC-02)."""

from django.db import migrations, models

from redress.privacy.encrypting import EncryptColumns
from redress.privacy.fields import EncryptedJSON, EncryptedText

GUARDS = """
CREATE OR REPLACE FUNCTION organisation_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'organisation_organisationentry'
       AND redress_rekeyed(to_jsonb(OLD), to_jsonb(NEW), '{before,after}')
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE FUNCTION organisation_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.verdict = '' AND (NEW.id, NEW.kind, NEW.unit_id, NEW.department_id, NEW.person_id,
        NEW.asked, NEW.because, NEW.proposed_by_id, NEW.proposers, NEW.proposed_at) IS NOT DISTINCT FROM (OLD.id,
        OLD.kind, OLD.unit_id, OLD.department_id, OLD.person_id, OLD.asked, OLD.because, OLD.proposed_by_id,
        OLD.proposers, OLD.proposed_at) OR redress_rekeyed(to_jsonb(OLD), to_jsonb(NEW), '{because,reason}'))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a proposal is decided once and otherwise never changed: % is refused', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
"""


def words_apart(apps, editor):
    """Why it was proposed stood among the values of the change."""
    proposals = apps.get_model("organisation", "Proposal").objects
    editor.execute("ALTER TABLE organisation_proposal DISABLE TRIGGER decided_once")
    for each in proposals.filter(asked__has_key="reason").iterator():
        each.because = each.asked.pop("reason")
        each.save(update_fields=["because", "asked"])
    editor.execute("ALTER TABLE organisation_proposal ENABLE TRIGGER decided_once")


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0010_claims_forgotten"),
        ("complaints", "0036_values_bound"),
    ]

    operations = [
        EncryptColumns("changenotice", {"words": EncryptedText()}),
        EncryptColumns("deputy", {"reason": EncryptedText()}),
        EncryptColumns(
            "organisationentry", {"before": EncryptedJSON(default=dict), "after": EncryptedJSON(default=dict)}
        ),
        EncryptColumns("proposal", {"reason": EncryptedText(help_text="Why it was rejected.")}),
        migrations.AddField("proposal", "because", EncryptedText(help_text="Why it is proposed, in words.")),
        migrations.RunPython(words_apart, migrations.RunPython.noop),
        migrations.RunSQL(GUARDS, migrations.RunSQL.noop),
        migrations.AlterField(
            "signin",
            "event",
            models.CharField(
                choices=[
                    ("signed_in", "Signed in"),
                    ("failed", "Sign-in failed"),
                    ("locked", "Held back: too many failures"),
                    ("second_factor", "Second factor given"),
                    ("factor_failed", "Second factor wrong"),
                    ("factor_added", "Second factor set up"),
                    ("factor_removed", "Second factor removed"),
                    ("factor_reset", "Second factor reset by others"),
                    ("link_sent", "Link for a new password sent"),
                    ("password_changed", "Password changed"),
                    ("session_ended", "Session ended"),
                    ("signed_out", "Signed out"),
                    ("disabled", "Account disabled"),
                    ("enabled", "Account enabled"),
                ],
                max_length=20,
            ),
        ),
    ]
