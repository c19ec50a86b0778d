"""What was learned, version by version."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from redress.organisation.models import Unit
from redress.privacy.fields import EncryptedJSON, EncryptedText
from redress.suggestions.kinds import LEAST


class LearnedVersion(models.Model):
    """Learned once from closed files of a unit and those below; never changed, only taken into use and out of it.

    `body` is encrypted and bound to its row: what the keys of the house did not write does not open. `digest` is of
    its text, and stands in the journal of the organisation when the version is chosen.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveIntegerField()
    learned_at = models.DateTimeField()
    files = models.PositiveIntegerField(help_text="Closed files it was learned from.")
    digest = models.CharField(max_length=64)
    body = EncryptedText()
    measures = EncryptedJSON(default=list, help_text="How good it was on files that were held out, by codes.")
    least = models.PositiveSmallIntegerField(
        default=LEAST, db_default=LEAST, help_text="Confidence in percent below which nothing is said."
    )
    in_use = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["unit_id", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "version"], name="learned_version_once"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(in_use=True), name="one_learned_version_in_use"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} · {self.version}"
