"""Catastrophes, a kind of file of its own whose keys begin in the next series, and claims that are joined to one."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import redress.organisation.labelled
import redress.privacy.fields

SEQUENCE = (
    "CREATE SEQUENCE claims_catastrophe_number AS bigint START WITH 20000000000001 MINVALUE 20000000000000"
)


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0004_drafts"),
        ("claims", "0003_address_of_people"),
        ("organisation", "0014_a_duty_of_claims"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(SEQUENCE, "DROP SEQUENCE claims_catastrophe_number"),
        migrations.CreateModel(
            name="CatastropheEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.IntegerField()),
                ("at", models.DateTimeField()),
                ("command", models.CharField(max_length=40)),
                ("state", models.CharField(help_text="The state the command led to.", max_length=20)),
                ("payload", models.JSONField()),
                ("facts", models.JSONField()),
                ("events", models.JSONField()),
                (
                    "key",
                    models.CharField(blank=True, help_text="Idempotency key of the call.", max_length=80),
                ),
                (
                    "request",
                    models.CharField(
                        blank=True, help_text="Hash of the whole call the key stands for.", max_length=64
                    ),
                ),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ["catastrophe_id", "sequence"],
            },
        ),
        migrations.CreateModel(
            name="CatastropheNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.IntegerField()),
                ("text", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["version"],
            },
        ),
        migrations.CreateModel(
            name="CatastropheText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sequence", models.IntegerField(help_text="The entry's.")),
                (
                    "texts",
                    redress.privacy.fields.EncryptedJSON(blank=True, default=dict, editable=True, null=True),
                ),
            ],
        ),
        migrations.AddField(
            model_name="claim",
            name="catastrophe_version",
            field=models.IntegerField(
                default=0, help_text="Up to which version of the catastrophe it was told and spared papers."
            ),
        ),
        migrations.AlterField(
            model_name="claimpaper",
            name="verdict",
            field=models.CharField(
                blank=True,
                choices=[
                    ("fine", "Complete and as required"),
                    ("lacking", "Missing or not as required"),
                    ("spared", "Falls away in a catastrophe"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Catastrophe",
            fields=[
                ("version", models.IntegerField(default=0)),
                ("journal_head", models.CharField(blank=True, max_length=64)),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                (
                    "next_due_at",
                    models.DateTimeField(help_text="The earliest deadline that is running.", null=True),
                ),
                ("next_due_clock", models.CharField(blank=True, max_length=40)),
                ("number", models.CharField(max_length=24, unique=True)),
                ("state", models.CharField(choices=[("open", "Open"), ("closed", "Closed")], max_length=20)),
                ("title", models.CharField(max_length=200)),
                (
                    "places",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        help_text="As people call them in reports.",
                        size=None,
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(help_text="Empty: it goes on.", null=True)),
                (
                    "loss_causes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), size=None
                    ),
                ),
                (
                    "lines",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), size=None
                    ),
                ),
                (
                    "spared",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64),
                        help_text="Papers that nobody is asked for.",
                        size=None,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rulebook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.rulebookversion",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
            bases=(redress.organisation.labelled.Labelled, models.Model),
        ),
        migrations.AddField(
            model_name="claim",
            name="catastrophe",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="claims.catastrophe",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("catastrophe__isnull", False)),
                fields=["catastrophe", "catastrophe_version"],
                name="claim_catastrophe",
            ),
        ),
        migrations.AddField(
            model_name="catastropheentry",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="catastropheentry",
            name="catastrophe",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="journal",
                to="claims.catastrophe",
            ),
        ),
        migrations.AddField(
            model_name="catastrophenotice",
            name="by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="catastrophenotice",
            name="catastrophe",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notices",
                to="claims.catastrophe",
            ),
        ),
        migrations.AddField(
            model_name="catastrophetext",
            name="catastrophe",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="journal_texts",
                to="claims.catastrophe",
            ),
        ),
        migrations.AddConstraint(
            model_name="catastropheentry",
            constraint=models.UniqueConstraint(
                fields=("catastrophe", "sequence"), name="catastrophe_journal_sequence"
            ),
        ),
        migrations.AddConstraint(
            model_name="catastropheentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True),
                fields=("by", "key"),
                name="catastrophe_key_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="catastrophenotice",
            constraint=models.UniqueConstraint(
                fields=("catastrophe", "version"), name="catastrophe_notice_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="catastrophetext",
            constraint=models.UniqueConstraint(
                fields=("catastrophe", "sequence"), name="catastrophe_text_sequence"
            ),
        ),
    ]
