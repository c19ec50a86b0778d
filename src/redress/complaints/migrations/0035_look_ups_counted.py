"""Look-ups are counted by the hour, each person's own; the words of an access entry may be given another key."""

from django.db import migrations, models

OWN = """
ALTER TABLE complaints_lookups ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON complaints_lookups FOR ALL TO redress_app
    USING ((SELECT redress_all()) OR user_id = (SELECT redress_staff()))
    WITH CHECK ((SELECT redress_all()) OR user_id = (SELECT redress_staff()));
"""

REKEYED = """
CREATE FUNCTION redress_access_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND redress_rekeyed(to_jsonb(OLD), to_jsonb(NEW), '{note}') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TRIGGER access_append_only ON complaints_accessentry;
CREATE TRIGGER access_append_only BEFORE UPDATE OR DELETE ON complaints_accessentry
    FOR EACH ROW EXECUTE FUNCTION redress_access_kept();
GRANT UPDATE (note) ON complaints_accessentry TO redress_app;
CREATE POLICY rekeyed ON complaints_accessentry FOR UPDATE TO redress_app
    USING ((SELECT redress_all())) WITH CHECK ((SELECT redress_all()));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0034_words_out_of_the_journal"),
    ]

    operations = [
        migrations.CreateModel(
            name="LookUps",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_id", models.IntegerField()),
                ("hour", models.DateTimeField()),
                ("n", models.IntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("user_id", "hour"), name="look_ups_an_hour")],
            },
        ),
        migrations.RunSQL(OWN, migrations.RunSQL.noop),
        migrations.RunSQL(REKEYED, migrations.RunSQL.noop),
    ]
