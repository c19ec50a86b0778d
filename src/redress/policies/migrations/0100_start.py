"""Policies and products that the house holds itself."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import redress.privacy.fields
import redress.privacy.kinds

BEFORE = """
0001_initial
0002_contacts_verified
"""
"""Names of the steps that led here before; a database that took all of them goes on from here."""


class Migration(migrations.Migration):
    replaces = [("policies", name) for name in BEFORE.split()]

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Product",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=40)),
                ("line", models.CharField(blank=True, max_length=60)),
                ("clauses", models.JSONField(default=list)),
            ],
            options={
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Policy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["POLICY"], null=True
                    ),
                ),
                (
                    "number_index",
                    redress.privacy.fields.BlindIndexField(
                        kind=redress.privacy.kinds.Kind["POLICY"], null=True, of="number"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("in_force", "In force"),
                            ("lapsed", "Lapsed"),
                            ("surrendered", "Surrendered"),
                            ("ended", "Ended"),
                        ],
                        max_length=20,
                    ),
                ),
                ("since", models.DateField(null=True)),
                ("begins", models.DateField()),
                ("ends", models.DateField(null=True)),
                (
                    "account_holder",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["NAME"], null=True
                    ),
                ),
                (
                    "account_bank",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["ACCOUNT"], null=True
                    ),
                ),
                (
                    "account_number",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["ACCOUNT"], null=True
                    ),
                ),
                (
                    "product",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="policies.product"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "policies",
            },
        ),
        migrations.CreateModel(
            name="ContactCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "policy_number",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["POLICY"], null=True
                    ),
                ),
                (
                    "policy_number_index",
                    redress.privacy.fields.BlindIndexField(
                        kind=redress.privacy.kinds.Kind["POLICY"], null=True, of="policy_number"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("changed", models.CharField(blank=True, max_length=60)),
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
            ],
            options={
                "indexes": [models.Index(fields=["policy_number_index", "-at"], name="policy_contact_check")],
            },
        ),
        migrations.CreateModel(
            name="Party",
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
                        choices=[
                            ("holder", "Policyholder"),
                            ("insured", "Insured"),
                            ("beneficiary", "Beneficiary"),
                        ],
                        max_length=20,
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("is_organisation", models.BooleanField(default=False)),
                (
                    "name",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["NAME"], null=True
                    ),
                ),
                (
                    "id_number",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["ID_NUMBER"], null=True
                    ),
                ),
                (
                    "born",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["BIRTH"], null=True
                    ),
                ),
                (
                    "phone",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["PHONE"], null=True
                    ),
                ),
                (
                    "email",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["EMAIL"], null=True
                    ),
                ),
                (
                    "address",
                    redress.privacy.fields.EncryptedField(
                        blank=True, editable=True, kind=redress.privacy.kinds.Kind["ADDRESS"], null=True
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(null=True)),
                ("share", models.DecimalField(decimal_places=4, max_digits=5, null=True)),
                (
                    "name_index",
                    redress.privacy.fields.BlindIndexField(
                        kind=redress.privacy.kinds.Kind["NAME"], null=True, of="name"
                    ),
                ),
                (
                    "born_index",
                    redress.privacy.fields.BlindIndexField(
                        kind=redress.privacy.kinds.Kind["BIRTH"], null=True, of="born"
                    ),
                ),
                (
                    "id_number_index",
                    redress.privacy.fields.BlindIndexField(
                        kind=redress.privacy.kinds.Kind["ID_NUMBER"], null=True, of="id_number"
                    ),
                ),
                (
                    "phone_index",
                    redress.privacy.fields.BlindIndexField(
                        kind=redress.privacy.kinds.Kind["PHONE"], null=True, of="phone"
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="policies.policy",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "parties",
                "ordering": ["role", "place"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("id_number_index__isnull", False)),
                        fields=["id_number_index", "-policy"],
                        name="policy_party_id",
                    ),
                    models.Index(
                        condition=models.Q(("phone_index__isnull", False)),
                        fields=["phone_index", "-policy"],
                        name="policy_party_phone",
                    ),
                    models.Index(
                        condition=models.Q(("born_index__isnull", False)),
                        fields=["name_index", "born_index", "-policy"],
                        name="policy_party_name",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("policy", "role", "place"), name="policy_party_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Cover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("clause", models.CharField(blank=True, max_length=40)),
                ("sum_insured", models.DecimalField(decimal_places=2, max_digits=14)),
                ("left", models.DecimalField(decimal_places=2, max_digits=14)),
                ("deductible", models.DecimalField(decimal_places=2, max_digits=14)),
                ("ratio", models.DecimalField(decimal_places=4, max_digits=5)),
                (
                    "policy",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="covers",
                        to="policies.policy",
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(fields=("policy", "code"), name="policy_cover_once"),
                    models.CheckConstraint(
                        condition=models.Q(("left__gte", 0), ("left__lte", models.F("sum_insured"))),
                        name="policy_cover_left",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ratio__gt", 0), ("ratio__lte", 1)), name="policy_cover_ratio"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="policy",
            constraint=models.UniqueConstraint(fields=("number_index",), name="policy_once"),
        ),
    ]
