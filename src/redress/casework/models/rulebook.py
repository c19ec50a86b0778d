"""Published rulebooks. A version never changes once a case may carry it (CLK-09)."""

from __future__ import annotations

from django.db import models


class RulebookVersion(models.Model):
    """One published version: its own text and the texts of all it extends, so that it can be read for ever."""

    name = models.CharField(max_length=60)
    version = models.CharField(max_length=30)
    effective = models.DateField()
    digest = models.CharField(max_length=64, unique=True)
    texts = models.JSONField(help_text="Name of each rulebook in the chain -> its YAML text.")
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "complaints_rulebookversion"
        ordering = ["name", "-effective", "-id"]
        constraints = [models.UniqueConstraint(fields=["name", "version"], name="rulebook_version_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
