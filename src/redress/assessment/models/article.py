"""The knowledge base: typical cases without anybody's data (CLO-12)."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from redress.assessment.kinds import ArticleState
from redress.assessment.models.entry import Numbered
from redress.organisation.models import User
from redress.privacy.fields import EncryptedJSON, EncryptedText


class KnowledgeArticle(Numbered):
    """A typical case told for colleagues. `removed`: kind of personal data -> how often it was taken out."""

    LETTER = "K"

    complaint = models.ForeignKey(
        "complaints.Complaint", models.SET_NULL, null=True, related_name="knowledge_articles"
    )
    title = EncryptedText()
    situation = EncryptedText()
    handling = EncryptedText()
    lesson = EncryptedText()
    class_code = models.CharField(max_length=30)
    reason_code = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=20, choices=ArticleState, default=ArticleState.DRAFT)
    removed = EncryptedJSON(default=dict)
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    drafted_at = models.DateTimeField()
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    published_at = models.DateTimeField(null=True)
    document = SearchVectorField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("drafted_by")),
                name="article_four_eyes",
            )
        ]
        indexes = [
            GinIndex(fields=["document"], name="article_document"),
            models.Index(fields=["class_code", "reason_code", "-id"], name="article_class"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    @property
    def text(self) -> str:
        """All that is searched of it."""
        return "\n".join((self.title, self.situation, self.handling, self.lesson))
