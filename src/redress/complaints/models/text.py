"""The searchable words of a case, apart from the case row so that updating a state never rewrites them."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class CaseText(models.Model):
    """Keyed digests (complaints/search.py) of the bigrams of the narrative, and of characters and parts of numbers."""

    complaint = models.OneToOneField(
        "complaints.Complaint", models.CASCADE, primary_key=True, related_name="text"
    )
    document = SearchVectorField()
    parts = SearchVectorField(default="", db_default="")

    class Meta:
        indexes = [
            GinIndex(fields=["document"], name="case_text_document"),
            GinIndex(fields=["parts"], name="case_text_parts"),
        ]
