"""Claims, what came of them, catastrophes: what leads from table to table."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CLAIMS = "CREATE SEQUENCE claims_claim_number AS bigint START WITH 10000000000001 MINVALUE 10000000000000"
CATASTROPHES = (
    "CREATE SEQUENCE claims_catastrophe_number AS bigint START WITH 20000000000001 MINVALUE 20000000000000"
)
"""Keys of files of all kinds are one number space: each kind has a range of its own (ADR 34)."""

BEFORE = """
0002_agreed_at
0003_address_of_people
0004_catastrophes
0005_what_the_policy_says
0006_risk
0007_imported
0008_who_keeps_out
0009_kept_and_found
0011_report_calls
0012_grounds_of_conflicts
"""
"""Names of the steps that led here before; a database that took all of them goes on from here."""


class Migration(migrations.Migration):
    replaces = [("claims", name) for name in BEFORE.split()]

    initial = True

    dependencies = [
        ("casework", "0101_start"),
        ("claims", "0100_start"),
        ("complaints", "0100_start"),
        ("organisation", "0100_start"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="accountchange",
            name="approved_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="accountchange",
            name="asked_by",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="catastrophe",
            name="owner",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="catastrophe",
            name="rulebook",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.rulebookversion"
            ),
        ),
        migrations.AddField(
            model_name="catastrophe",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
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
        migrations.AddField(
            model_name="claim",
            name="import_run",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="claims",
                to="complaints.importrun",
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="owner",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="reported_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="rulebook",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casework.rulebookversion"
            ),
        ),
        migrations.AddField(
            model_name="claim",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
        migrations.AddField(
            model_name="appointment",
            name="claim",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="appointments",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="accountchange",
            name="claim",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="account_changes",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="claimentry",
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
            model_name="claimentry",
            name="claim",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="journal",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="claimpaper",
            name="claim",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="papers",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="claimparty",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="parties", to="claims.claim"
            ),
        ),
        migrations.AddField(
            model_name="claimrecusal",
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
            model_name="claimrecusal",
            name="claim",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recusals",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="claimrecusal",
            name="person",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="claimtext",
            name="claim",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="journal_texts",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="claim",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="decided_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="decisionitem",
            name="decision",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="items",
                to="claims.decision",
            ),
        ),
        migrations.AddField(
            model_name="dispute",
            name="claim",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="disputes",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="papernotice",
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
            model_name="papernotice",
            name="claim",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notices",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="payment",
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
            model_name="payment",
            name="claim",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payments",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="answered_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="claim",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="questions",
                to="claims.claim",
            ),
        ),
        migrations.AddField(
            model_name="reportcall",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
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
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "adjusting",
                            "agreed",
                            "checking",
                            "decided",
                            "investigating",
                            "objected",
                            "paid",
                            "reported",
                            "supplementing",
                            "told",
                        ],
                    )
                ),
                fields=["unit", "next_due_at", "id"],
                name="claim_unit_due",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "adjusting",
                            "agreed",
                            "checking",
                            "decided",
                            "investigating",
                            "objected",
                            "paid",
                            "reported",
                            "supplementing",
                            "told",
                        ],
                    )
                ),
                fields=["owner", "next_due_at", "id"],
                name="claim_owner_due",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["unit", "-id"], name="claim_unit"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "adjusting",
                            "agreed",
                            "checking",
                            "decided",
                            "investigating",
                            "objected",
                            "paid",
                            "reported",
                            "supplementing",
                            "told",
                        ],
                    )
                ),
                fields=["-id"],
                name="claim_open",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("risk__gt", 0)), fields=["-risk", "id"], name="claim_at_risk"
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("risk_again_at__isnull", False)),
                fields=["risk_again_at", "id"],
                name="claim_risk_again",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("policy_index__isnull", False)),
                fields=["policy_index", "-id"],
                name="claim_policy",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(fields=["reported_by", "-id"], name="claim_reported_by"),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("catastrophe__isnull", False)),
                fields=["catastrophe", "catastrophe_version"],
                name="claim_catastrophe",
            ),
        ),
        migrations.AddIndex(
            model_name="claim",
            index=models.Index(
                condition=models.Q(("import_run__isnull", False)),
                fields=["import_run", "id"],
                name="claim_import_run",
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external_number_index__isnull", False)),
                fields=("external_source", "external_number_index"),
                name="claim_external_once",
            ),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["claim", "at"], name="claim_appointment"),
        ),
        migrations.AddIndex(
            model_name="accountchange",
            index=models.Index(fields=["claim", "-id"], name="account_change_claim"),
        ),
        migrations.AddConstraint(
            model_name="accountchange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", True),
                    models.Q(("approved_by", models.F("asked_by")), _negated=True),
                    _connector="OR",
                ),
                name="account_change_by_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimentry",
            constraint=models.UniqueConstraint(fields=("claim", "sequence"), name="claim_journal_sequence"),
        ),
        migrations.AddConstraint(
            model_name="claimentry",
            constraint=models.UniqueConstraint(
                condition=models.Q(("key", ""), _negated=True),
                fields=("by", "key"),
                name="claim_key_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="claimpaper",
            constraint=models.UniqueConstraint(fields=("claim", "code"), name="claim_paper_once"),
        ),
        migrations.AddIndex(
            model_name="claimparty",
            index=models.Index(
                condition=models.Q(("name_index__isnull", False)),
                fields=["name_index", "-claim"],
                name="claim_party_name",
            ),
        ),
        migrations.AddIndex(
            model_name="claimparty",
            index=models.Index(
                condition=models.Q(("phone_index__isnull", False)),
                fields=["phone_index", "-claim"],
                name="claim_party_phone",
            ),
        ),
        migrations.AddIndex(
            model_name="claimparty",
            index=models.Index(
                condition=models.Q(("id_number_index__isnull", False)),
                fields=["id_number_index", "-claim"],
                name="claim_party_id",
            ),
        ),
        migrations.AddConstraint(
            model_name="claimrecusal",
            constraint=models.UniqueConstraint(fields=("claim", "person"), name="claim_recusal_once"),
        ),
        migrations.AddConstraint(
            model_name="claimtext",
            constraint=models.UniqueConstraint(fields=("claim", "sequence"), name="claim_text_sequence"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(fields=("claim", "ordinal"), name="claim_decision_once"),
        ),
        migrations.AddConstraint(
            model_name="decisionitem",
            constraint=models.UniqueConstraint(fields=("decision", "ordinal"), name="claim_item_once"),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.UniqueConstraint(fields=("claim", "complaint"), name="claim_dispute_once"),
        ),
        migrations.AddConstraint(
            model_name="papernotice",
            constraint=models.UniqueConstraint(fields=("claim", "ordinal"), name="claim_notice_once"),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["claim", "id"], name="claim_payment"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(fields=("claim", "ordinal"), name="claim_question_once"),
        ),
        migrations.AddIndex(
            model_name="reportcall",
            index=models.Index(fields=["unit", "called_at"], name="report_call_unit"),
        ),
        migrations.AddConstraint(
            model_name="reportcall",
            constraint=models.UniqueConstraint(fields=("source", "mark"), name="report_call_once"),
        ),
        migrations.AddConstraint(
            model_name="reportcall",
            constraint=models.CheckConstraint(
                condition=models.Q(("rang__lte", 86400)), name="report_call_rings_a_day_at_most"
            ),
        ),
        migrations.RunSQL(CLAIMS, "DROP SEQUENCE claims_claim_number"),
        migrations.RunSQL(CATASTROPHES, "DROP SEQUENCE claims_catastrophe_number"),
    ]
