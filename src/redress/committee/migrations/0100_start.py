"""Sessions, rulings, their execution: the tables."""

import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
from django.db import migrations, models

import redress.organisation.labelled
import redress.privacy.fields


class Migration(migrations.Migration):
    replaces = [("committee", "0001_initial")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("what", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("until", models.DateField()),
                ("done_at", models.DateTimeField(null=True)),
                ("evidence", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Attendee",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("role", models.CharField(choices=[("chair", "Chair"), ("member", "Member")], max_length=20)),
                ("present", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("leading_group", "Leading group"),
                            ("coordination_committee", "Coordination committee"),
                        ],
                        max_length=30,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "bodies",
                "ordering": ["unit__path", "kind"],
            },
        ),
        migrations.CreateModel(
            name="Execution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ruling", models.CharField(help_text="The ruling's number.", max_length=50)),
                ("position", models.PositiveSmallIntegerField()),
                ("what", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("until", models.DateField()),
                ("done_at", models.DateTimeField(null=True)),
                ("evidence", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "file",
                    models.CharField(
                        blank=True, help_text="SHA-256 of a file attached to the case.", max_length=64
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Hearing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("speaker", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("words", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("issue", "Hot or difficult issue"),
                            ("plan", "Plan"),
                            ("supervision", "Supervision"),
                            ("appraisal", "Appraisal"),
                        ],
                        max_length=20,
                    ),
                ),
                ("topic", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("motion", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "To be decided"),
                            ("carried", "Carried"),
                            ("rejected", "Not carried"),
                            ("deferred", "Deferred"),
                            ("taken_back", "Taken back"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("settled_at", models.DateTimeField(null=True)),
                ("remark", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("handling", "How to handle it"),
                            ("closing", "Whether to close it"),
                            ("validity", "Whether it is substantiated"),
                            ("cause", "What caused it"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                (
                    "validity",
                    models.CharField(
                        blank=True,
                        choices=[("substantiated", "Substantiated"), ("unsubstantiated", "Unsubstantiated")],
                        max_length=20,
                    ),
                ),
                ("causes", models.JSONField(default=list, help_text="[[cause code, department id], ...]")),
                (
                    "closing",
                    models.CharField(
                        blank=True,
                        choices=[("close", "Close the case"), ("stay", "Keep the case open")],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(help_text="A reason of the rulebook.", max_length=40)),
                ("because", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Waits for a session"),
                            ("on_agenda", "On the agenda"),
                            ("ruled", "Ruled"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Ruling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "question",
                    models.CharField(
                        choices=[
                            ("handling", "How to handle it"),
                            ("closing", "Whether to close it"),
                            ("validity", "Whether it is substantiated"),
                            ("cause", "What caused it"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                (
                    "validity",
                    models.CharField(
                        blank=True,
                        choices=[("substantiated", "Substantiated"), ("unsubstantiated", "Unsubstantiated")],
                        max_length=20,
                    ),
                ),
                ("causes", models.JSONField(default=list, help_text="[[cause code, department id], ...]")),
                (
                    "closing",
                    models.CharField(
                        blank=True,
                        choices=[("close", "Close the case"), ("stay", "Keep the case open")],
                        max_length=10,
                    ),
                ),
                ("number", models.CharField(max_length=50, unique=True)),
                ("reasons", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("chair", "Chair"), ("member", "Member")], default="member", max_length=20
                    ),
                ),
                (
                    "duty",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("intake", "Intake"),
                            ("second_line", "Second-line support"),
                            ("complaint_officer", "Complaint officer"),
                            ("handler", "Complaint handler"),
                            ("coordinator", "Coordinator"),
                            ("claims_handler", "Claims handler"),
                            ("department_head", "Department head"),
                            ("cs_head", "Head of customer service"),
                            ("legal", "Legal counsel"),
                            ("manager", "Manager"),
                            ("administrator", "Administrator"),
                            ("auditor", "Auditor"),
                        ],
                        max_length=30,
                    ),
                ),
                ("period", django.contrib.postgres.fields.ranges.DateRangeField()),
            ],
            options={
                "ordering": ["body_id", "role", "id"],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=40, unique=True)),
                ("version", models.IntegerField(default=0)),
                ("journal_head", models.CharField(blank=True, max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("committee", "Session of the coordination committee"),
                            ("leading_group", "Meeting of the leading group"),
                            ("joint", "Joint meeting"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("meeting", "In session"),
                            ("signed", "Minutes signed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("place", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "roster",
                    django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None),
                ),
                (
                    "readers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(),
                        help_text="Ids of the members and of who has something to do.",
                        size=None,
                    ),
                ),
                ("minutes", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("signed_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-at", "-id"],
            },
            bases=(redress.organisation.labelled.Labelled, models.Model),
        ),
        migrations.CreateModel(
            name="SessionEntry",
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
                (
                    "state",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="The state the act led to.",
                        max_length=20,
                    ),
                ),
                ("payload", models.JSONField()),
                (
                    "said",
                    redress.privacy.fields.EncryptedJSON(blank=True, default=dict, editable=True, null=True),
                ),
                ("facts", models.JSONField()),
                ("key", models.CharField(blank=True, max_length=80)),
                ("request", models.CharField(blank=True, db_default="", default="", max_length=64)),
                ("previous", models.CharField(blank=True, db_default="", default="", max_length=64)),
                ("hash", models.CharField(blank=True, db_default="", default="", max_length=64)),
            ],
            options={
                "verbose_name_plural": "session entries",
                "ordering": ["session_id", "sequence"],
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[("for", "In favour"), ("against", "Opposed"), ("abstain", "Abstains")],
                        max_length=10,
                    ),
                ),
                ("reason", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["id"],
            },
        ),
    ]
