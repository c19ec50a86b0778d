"""Which register was taken over when, so that it can be taken back as a whole (INT-17)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from redress.organisation.models import Unit
from redress.privacy.fields import EncryptedText


class ImportRun(models.Model):
    """One import of a file. What came in names it; what was killed and run again with the same file goes on with it.

    `kind`: of the files (案卷) that came in; `imported`: how many. `digest`: SHA-256 of the file. `taking_back_at`:
    since then nobody works on them; `taken_back_at`: all of them are gone.
    """

    kind = models.CharField(max_length=40, default="complaint")
    source = models.CharField(max_length=40)
    mapping = models.CharField(max_length=60)
    file = EncryptedText()
    digest = models.CharField(max_length=64)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    imported = models.IntegerField(default=0)
    taking_back_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "complaints_importrun"  # what is encrypted is bound to the name of its table
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True) | Q(taking_back_at__isnull=False),
                name="import_taken_back_was_begun",
            )
        ]
