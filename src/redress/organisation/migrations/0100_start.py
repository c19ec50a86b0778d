"""Units, people, posts, deputies."""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import redress.organisation.labelled
import redress.privacy.fields

SHARED = """
CREATE UNLOGGED TABLE redress_shared (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX redress_shared_expires ON redress_shared (expires);
"""
"""What all processes count together, as Django's database cache has it. Unlogged: a crash may forget some minutes."""

AS_OF = """
CREATE TABLE redress_as_of (
    alone boolean PRIMARY KEY DEFAULT true CHECK (alone),
    stamp uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO redress_as_of DEFAULT VALUES;
"""
"""The stamp of the organisation: one row (sql/redress_as_of.sql)."""

BEFORE = """
0001_initial
0002_application_role
0003_journal
0004_deputies
0005_change_notices
0006_committee_changes
0007_shared_counts
0008_second_person
0009_sessions_keyed
0010_claims_forgotten
0011_words_encrypted
0012_indexes_that_begin_another
0013_as_of
0014_a_duty_of_claims
0015_claims_standard_of_a_unit
0016_entries_chained
"""
"""Names of the steps that led here before; a database that took all of them goes on from here."""


class Migration(migrations.Migration):
    replaces = [("organisation", name) for name in BEFORE.split()]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="date joined"),
                ),
                ("name", models.CharField(max_length=60)),
                ("phone", models.CharField(blank=True, max_length=30)),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="Department",
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
                            ("customer_service", "Customer service"),
                            ("sales", "Sales"),
                            ("sales_supervision", "Sales supervision"),
                            ("business_management", "Business management"),
                            ("finance", "Finance"),
                            ("it", "Information technology"),
                            ("legal", "Legal"),
                            ("claims", "Claims department"),
                            ("banca", "Bancassurance"),
                            ("product", "Product department"),
                            ("call_centre", "Call centre"),
                        ],
                        max_length=30,
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
            ],
            options={
                "ordering": ["unit__path", "kind"],
            },
            bases=(redress.organisation.labelled.Labelled, models.Model),
        ),
        migrations.CreateModel(
            name="SecondFactorUse",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("step", models.BigIntegerField()),
            ],
        ),
        migrations.AddField(
            model_name="user",
            name="department",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="staff",
                to="organisation.department",
            ),
        ),
        migrations.CreateModel(
            name="StaffSession",
            fields=[
                ("session", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_seen", models.DateTimeField(default=django.utils.timezone.now)),
                ("address", models.CharField(blank=True, max_length=45)),
                ("agent", models.CharField(blank=True, max_length=60)),
                ("agent_digest", models.CharField(blank=True, max_length=64)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-last_seen"],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, unique=True)),
                ("name", models.CharField(max_length=100)),
                ("name_en", models.CharField(blank=True, max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("group", "Group"),
                            ("company", "Company"),
                            ("head_office", "Head office"),
                            ("province", "Provincial branch"),
                            ("counter_a", "A counter"),
                            ("counter_b", "B counter"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "line",
                    models.CharField(
                        choices=[
                            ("group", "Group"),
                            ("life", "Life"),
                            ("property", "Property"),
                            ("health", "Health"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "path",
                    models.CharField(
                        editable=False,
                        help_text="Codes from the root, '/group/life/'.",
                        max_length=200,
                        unique=True,
                    ),
                ),
                (
                    "rulebook",
                    models.CharField(
                        blank=True, help_text="Empty: the superior unit's rulebook (ORG-14).", max_length=60
                    ),
                ),
                (
                    "claims_rulebook",
                    models.CharField(
                        blank=True,
                        help_text="Empty: the superior unit's claims standard (ORG-14).",
                        max_length=60,
                    ),
                ),
                (
                    "calendar",
                    models.CharField(
                        blank=True, help_text="Empty: the superior unit's calendar (CLK-06).", max_length=20
                    ),
                ),
                (
                    "reception",
                    models.CharField(
                        blank=True, help_text="Where visitors are received (INT-05).", max_length=200
                    ),
                ),
                (
                    "closed_until",
                    models.DateField(
                        blank=True,
                        help_text="Cases received on or before this day may no longer be entered: it is reported.",
                        null=True,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["path"],
            },
        ),
        migrations.AddField(
            model_name="department",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="departments",
                to="organisation.unit",
            ),
        ),
        migrations.CreateModel(
            name="CalendarYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("calendar", models.CharField(max_length=20)),
                ("year", models.PositiveSmallIntegerField()),
                ("plan", models.TextField(help_text="The year file as it was loaded.")),
                ("loaded_at", models.DateTimeField(auto_now=True)),
                (
                    "loaded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["calendar", "year"],
                "constraints": [
                    models.UniqueConstraint(fields=("calendar", "year"), name="calendar_year_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ChangeNotice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=64)),
                (
                    "duty",
                    models.CharField(
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
                ("changed_on", models.DateField()),
                ("due_on", models.DateField()),
                ("remind_on", models.DateField()),
                ("filed_at", models.DateTimeField(null=True)),
                ("words", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "came",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "left",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.department",
                    ),
                ),
                (
                    "filed_to",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.department",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("filed_at__isnull", True)),
                        fields=["due_on", "id"],
                        name="change_notice_open",
                    ),
                    models.Index(fields=["department", "-id"], name="change_notice_department"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "duty",
                    models.CharField(
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
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        help_text="First day, and the day after the last."
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="organisation.department",
                    ),
                ),
            ],
            options={
                "ordering": ["department_id", "duty", "id"],
                "indexes": [models.Index(fields=["user"], name="appointment_user")],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("duty", "coordinator")),
                        expressions=[
                            (
                                models.Func(
                                    models.F("department_id"),
                                    models.F("department_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("period", "&&"),
                        ],
                        name="one_coordinator_at_a_time",
                        violation_error_message="This department already has a coordinator in that period. End the earlier appointment first. (ORG-04)",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Deputy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "period",
                    django.contrib.postgres.fields.ranges.DateRangeField(
                        help_text="First day, and the day after the last."
                    ),
                ),
                ("reason", redress.privacy.fields.EncryptedText(blank=True, editable=True, null=True)),
                (
                    "absent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputies",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stands_in",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "named_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deputies",
                "ordering": ["-id"],
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("absent_id"),
                                    models.F("absent_id"),
                                    models.Value("[]"),
                                    function="int8range",
                                ),
                                "&&",
                            ),
                            ("period", "&&"),
                        ],
                        name="one_deputy_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("absent", models.F("deputy")), _negated=True),
                        name="nobody_is_their_own_deputy",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
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
                ("name_hash", models.CharField(blank=True, max_length=32)),
                ("address", models.CharField(blank=True, max_length=45)),
                ("agent", models.CharField(blank=True, max_length=60)),
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
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [
                    models.Index(fields=["user", "-id"], name="sign_in_user"),
                    models.Index(fields=["at"], name="sign_in_at"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
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
                            ("appointment", "Appointment"),
                            ("move", "Move to another department"),
                            ("seat", "Seat in a committee or leading group"),
                            ("department_email", "Mail address of a department"),
                            ("contact", "Mail address and telephone of a person"),
                            ("identity", "Account of the directory"),
                            ("enable", "Enabling an account"),
                            ("factor_reset", "Reset of the second factor"),
                            ("password_code", "New password without a mail address"),
                        ],
                        max_length=20,
                    ),
                ),
                ("asked", models.JSONField(default=dict)),
                (
                    "proposers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[("confirmed", "Confirmed"), ("rejected", "Rejected")],
                        max_length=12,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "because",
                    redress.privacy.fields.EncryptedText(
                        blank=True, editable=True, help_text="Why it is proposed, in words.", null=True
                    ),
                ),
                (
                    "reason",
                    redress.privacy.fields.EncryptedText(
                        blank=True, editable=True, help_text="Why it was rejected.", null=True
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
                    "department",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.department",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("verdict", "")), fields=["unit", "id"], name="proposal_waiting"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("verdict", "confirmed"), _negated=True),
                            models.Q(
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                                models.Q(
                                    ("person__isnull", True),
                                    models.Q(("decided_by", models.F("person")), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="confirmed_by_a_second_person",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganisationEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("unit_added", "Unit added"),
                            ("department_added", "Department added"),
                            ("person_added", "Person added"),
                            ("appointed", "Appointed"),
                            ("appointment_ended", "Appointment ended"),
                            ("period_closed", "Closed period changed"),
                            ("password_link", "Link for a new password"),
                            ("deputy_named", "Deputy named"),
                            ("deputy_ended", "Deputy's time ended"),
                            ("year_loaded", "Calendar year loaded"),
                            ("rulebook_published", "Rulebook published"),
                            ("report_filed", "Change of people reported"),
                            ("body_set_up", "Committee or leading group set up"),
                            ("seat_given", "Seat given"),
                            ("seat_ended", "Seat ended"),
                            ("proposed", "Proposed, waits for a second person"),
                            ("confirmed", "Confirmed by a second person"),
                            ("rejected", "Proposal rejected"),
                            ("person_moved", "Moved to another department"),
                            ("address_changed", "Mail address or telephone changed"),
                            ("identity_tied", "Tied to an account of the directory"),
                            ("disabled", "Account disabled"),
                            ("enabled", "Account enabled"),
                            ("sessions_ended", "Sessions and tokens ended"),
                            ("factor_reset", "Second factor reset"),
                            ("token_made", "API token made"),
                            ("token_ended", "API token ended"),
                            ("handed_over", "Work handed over"),
                        ],
                        max_length=30,
                    ),
                ),
                (
                    "before",
                    redress.privacy.fields.EncryptedJSON(blank=True, default=dict, editable=True, null=True),
                ),
                (
                    "after",
                    redress.privacy.fields.EncryptedJSON(blank=True, default=dict, editable=True, null=True),
                ),
                ("number", models.CharField(blank=True, db_default="", default="", max_length=80)),
                ("sequence", models.IntegerField(db_default=0, default=0)),
                ("command", models.CharField(blank=True, db_default="", default="", max_length=40)),
                ("state", models.CharField(blank=True, db_default="", default="", max_length=20)),
                ("facts", models.JSONField(db_default={}, default=dict)),
                ("key", models.CharField(blank=True, db_default="", default="", max_length=80)),
                ("request", models.CharField(blank=True, db_default="", default="", max_length=64)),
                ("previous", models.CharField(blank=True, db_default="", default="", max_length=64)),
                ("hash", models.CharField(blank=True, db_default="", default="", max_length=64)),
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
                    "department",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.department",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.unit",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "organisation entries",
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["unit", "-id"], name="organisation_entry_unit")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("number__gt", "")),
                        fields=("number", "sequence"),
                        name="organisation_entry_sequence",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("key__gt", "")),
                        fields=("by", "key"),
                        name="organisation_key_once",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="department",
            constraint=models.UniqueConstraint(fields=("unit", "kind"), name="one_department_of_a_kind"),
        ),
        migrations.RunSQL(SHARED, "DROP TABLE redress_shared"),
        migrations.RunSQL(AS_OF, "DROP TABLE redress_as_of"),
    ]
