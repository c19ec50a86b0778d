"""Tables of a market, as they were taken in."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="MarketTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("market", models.CharField(max_length=60)),
                ("taken_at", models.DateTimeField()),
                ("file", models.CharField(max_length=255)),
                ("mapping", models.CharField(max_length=60)),
                (
                    "digest",
                    models.CharField(
                        help_text="Of all its rows: what is here already is not taken again.", max_length=64
                    ),
                ),
                (
                    "rejected",
                    models.PositiveIntegerField(
                        db_default=0,
                        default=0,
                        help_text="Rows that could not be used: shares and ranks are without them.",
                    ),
                ),
            ],
            options={
                "ordering": ["market", "taken_at", "pk"],
                "indexes": [models.Index(fields=["market", "taken_at"], name="market_table_known_since")],
            },
        ),
        migrations.CreateModel(
            name="MarketRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("line", models.CharField(blank=True, default="", max_length=60)),
                ("company", models.CharField(max_length=200)),
                (
                    "key",
                    models.CharField(
                        blank=True,
                        default="",
                        help_text="By which its market knows a company.",
                        max_length=60,
                    ),
                ),
                ("complaints", models.PositiveIntegerField(null=True)),
                ("confirmed", models.PositiveIntegerField(null=True)),
                ("premium", models.DecimalField(decimal_places=2, max_digits=20, null=True)),
                ("policies", models.PositiveBigIntegerField(null=True)),
                ("persons", models.PositiveBigIntegerField(null=True)),
                (
                    "table",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="insight.markettable",
                    ),
                ),
            ],
            options={
                "ordering": ["table_id", "year", "line", "company"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("table", "year", "line", "company", "key"), name="market_row_once"
                    )
                ],
            },
        ),
    ]
