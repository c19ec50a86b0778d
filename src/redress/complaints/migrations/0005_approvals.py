"""Approvals, authorisations and recusals, and what a proposal promises (AUT-01, AUT-02, AUT-05, ORG-13)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BENEATH = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
CREATE POLICY scope ON {table} FOR ALL TO redress_app
    USING ((SELECT redress_all()) OR EXISTS (SELECT FROM complaints_complaint c WHERE c.id = {table}.complaint_id))
    WITH CHECK (true);
"""
TABLES = ["complaints_approval", "complaints_authorisation", "complaints_recusal"]


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0004_search_function"),
        ("organisation", "0003_journal"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="complaint",
            name="approvals_waiting",
            field=models.PositiveSmallIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="proposal",
            name="by_for",
            field=models.ForeignKey(
                db_index=False,
                help_text="For whom a deputy acted.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="executed_at",
            field=models.DateTimeField(help_text="When it was paid or performed.", null=True),
        ),
        migrations.AddField(
            model_name="proposal",
            name="executed_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="execution",
            field=models.TextField(
                blank=True, db_default="", default="", help_text="What proves the performance."
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="promised_at",
            field=models.DateTimeField(
                help_text="By when it is to be paid or performed (AUT-01).", null=True
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="state",
            field=models.CharField(
                choices=[
                    ("awaiting_approval", "Awaiting approval"),
                    ("disapproved", "Not approved"),
                    ("pending", "Awaiting the customer's answer"),
                    ("accepted", "Accepted"),
                    ("rejected", "Rejected"),
                ],
                default="pending",
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Authorisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(help_text="Counts the authorisations of a case."),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("reason", models.TextField()),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("written", "In writing"),
                            ("call", "By telephone"),
                            ("email", "By e-mail"),
                            ("system", "In this system"),
                        ],
                        max_length=20,
                    ),
                ),
                ("given_at", models.DateTimeField(help_text="When it was said or written; entered at `at`.")),
                ("expires_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by_for",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="authorisations",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(help_text="Counts the approvals of a case.")),
                (
                    "asked",
                    models.CharField(
                        choices=[
                            ("proposal", "A proposal beyond authority"),
                            ("extension", "An extension of the limit"),
                            ("request", "A subordinate's request"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "proposal",
                    models.PositiveSmallIntegerField(help_text="The position of the proposal.", null=True),
                ),
                (
                    "clock",
                    models.CharField(blank=True, help_text="The clock to extend (AUT-05).", max_length=40),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("question", models.TextField(blank=True, help_text="What is asked, with its reason.")),
                ("urgent", models.BooleanField(default=False, help_text="The fast path (AUT-02).")),
                ("at", models.DateTimeField()),
                (
                    "of_duty",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("intake", "Intake"),
                            ("second_line", "Second-line support"),
                            ("complaint_officer", "Complaint officer"),
                            ("handler", "Complaint handler"),
                            ("coordinator", "Coordinator"),
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
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Awaiting approval"),
                            ("approved", "Approved"),
                            ("refused", "Approval refused"),
                            ("passed_on", "Endorsed and passed on"),
                            ("ended", "Taken back or ended with the case"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "words",
                    models.TextField(blank=True, help_text="The decision in words; a refusal's reason."),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by_for",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approvals",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_for",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "follows",
                    models.OneToOneField(
                        help_text="The question it was passed on from.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="complaints.approval",
                    ),
                ),
                (
                    "of_department",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.department",
                    ),
                ),
                (
                    "of_unit",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
                (
                    "of_user",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "authorisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="approvals",
                        to="complaints.authorisation",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("complained_of", "The complaint is about this person"),
                            ("kin", "Related to somebody in the case"),
                            ("interest", "Has an interest in the outcome"),
                            ("handled_before", "Handled the matter before"),
                            ("other", "Other reason"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                ("overridden_at", models.DateTimeField(null=True)),
                ("override_reason", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recusals",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "overridden_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="authorisation",
            constraint=models.UniqueConstraint(fields=("complaint", "number"), name="authorisation_number"),
        ),
        migrations.AddConstraint(
            model_name="authorisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__isnull", True), ("amount__gte", 0), _connector="OR"),
                name="authorisation_amount",
            ),
        ),
        migrations.AddConstraint(
            model_name="authorisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("given_at"))), name="authorisation_expires"
            ),
        ),
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["of_user", "at"], name="approval_of_user"
            ),
        ),
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["of_unit", "of_duty", "at"],
                name="approval_of_unit",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.UniqueConstraint(fields=("complaint", "number"), name="approval_number"),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("of_user__isnull", False),
                    models.Q(("of_unit__isnull", False), models.Q(("of_duty", ""), _negated=True)),
                    _connector="OR",
                ),
                name="approval_of_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "ended"]), ("decided_at__isnull", False), _connector="OR"
                ),
                name="approval_decided_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.UniqueConstraint(fields=("complaint", "person", "kind"), name="recusal_once"),
        ),
        *[migrations.RunSQL(BENEATH.format(table=table), migrations.RunSQL.noop) for table in TABLES],
    ]
