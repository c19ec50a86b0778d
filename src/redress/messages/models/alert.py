"""Alerts on a colleague's screen: what the commands and clocks want somebody to know (COM-10, FLW-04)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from redress.casework.alert_kinds import AlertKind
from redress.casework.models import FileKey
from redress.organisation.models import Department, User
from redress.privacy.fields import EncryptedText


class Alert(models.Model):
    """Told to one person, or to all who have a duty in a department; written in the transaction that caused it."""

    file = models.ForeignKey(FileKey, models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(User, models.CASCADE, null=True, related_name="alerts", db_index=False)
    department = models.ForeignKey(
        Department, models.CASCADE, null=True, related_name="alerts", db_index=False
    )
    kind = models.CharField(max_length=20, choices=AlertKind)
    words = EncryptedText()
    about = models.CharField(
        max_length=30,
        blank=True,
        default="",
        db_default="",
        help_text="The number of its order where `words` says something else.",
    )
    due_at = models.DateTimeField(null=True, help_text="The limit it is about.")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["user", "-id"], condition=Q(read_at__isnull=True), name="alert_user_unread"),
            models.Index(
                fields=["department", "-id"],
                condition=Q(read_at__isnull=True),
                name="alert_department_unread",
            ),
            models.Index(fields=["file"], name="alert_file"),
            models.Index(
                fields=["department", "at"],
                condition=Q(kind__in=("order", "copy"), department__isnull=False),
                name="alert_department_day",
            ),
        ]
