"""Checkpoints and records of verifying are made by the house alone."""

from django.db import migrations, models

HOUSE = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody ON {table} FOR SELECT TO redress_app USING (true);
CREATE POLICY house ON {table} FOR INSERT TO redress_app
    WITH CHECK (coalesce(current_setting('redress.everything', true), '') = 'on');
"""


class Migration(migrations.Migration):
    dependencies = [("sealing", "0003_checkpoint_until")]
    operations = [
        migrations.AddField(
            model_name="verification",
            name="mac",
            field=models.BinaryField(default=b"", help_text="Without it the next run would look at less."),
        ),
        *[
            migrations.RunSQL(HOUSE.format(table=f"sealing_{name}"), migrations.RunSQL.noop)
            for name in ("checkpoint", "verification")
        ],
    ]
