"""Tables of a market as its supervisor published them: what was known of it, and since when."""

from __future__ import annotations

from django.db import models


class MarketTable(models.Model):
    """One table as it was taken in: never changed. A table that says otherwise is taken in beside it (INS-02)."""

    market = models.CharField(max_length=60)
    taken_at = models.DateTimeField()
    file = models.CharField(max_length=255)
    mapping = models.CharField(max_length=60)
    digest = models.CharField(
        max_length=64, help_text="Of all its rows: what is here already is not taken again."
    )
    rejected = models.PositiveIntegerField(
        default=0, db_default=0, help_text="Rows that could not be used: shares and ranks are without them."
    )

    class Meta:
        ordering = ["market", "taken_at", "pk"]
        indexes = [models.Index(fields=["market", "taken_at"], name="market_table_known_since")]

    def __str__(self) -> str:
        return f"{self.market} · {self.taken_at:%Y-%m-%d}"


class MarketRow(models.Model):
    """What a table says of a company in a year and a line; money in yuan, or whatever the market counts in."""

    table = models.ForeignKey(MarketTable, models.PROTECT, related_name="rows", db_index=False)
    year = models.PositiveSmallIntegerField()
    line = models.CharField(max_length=60, blank=True, default="")
    company = models.CharField(max_length=200)
    key = models.CharField(
        max_length=60, blank=True, default="", help_text="By which its market knows a company."
    )
    complaints = models.PositiveIntegerField(null=True)
    confirmed = models.PositiveIntegerField(null=True)
    premium = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    policies = models.PositiveBigIntegerField(null=True)
    persons = models.PositiveBigIntegerField(null=True)

    class Meta:
        ordering = ["table_id", "year", "line", "company"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "year", "line", "company", "key"], name="market_row_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company} · {self.year} {self.line}"
