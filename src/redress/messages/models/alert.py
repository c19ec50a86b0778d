"""Alerts on a colleague's screen: what the commands and clocks want somebody to know (COM-10, FLW-04)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from redress.casework.models import FileKey
from redress.organisation.models import Department, User
from redress.privacy.fields import EncryptedText


class AlertKind(models.TextChoices):
    """Why somebody is told."""

    ASSIGNED = "assigned", _("A case reached you")
    ORDER = "order", _("An order reached your department")
    COPY = "copy", _("Copied to your department")
    RETURNED = "returned", _("An order was returned")
    REPLIED = "replied", _("An order was answered")
    URGED = "urged", _("Urged")
    WARNING = "warning", _("A limit is near")
    BREACH = "breach", _("A limit has passed")
    SIGN = "sign", _("The head of your department is asked to sign")
    DISSATISFIED = "dissatisfied", _("The customer is dissatisfied; the case came back")
    REVISED = "revised", _("A closure was revised by the superior unit")
    SUGGESTION = "suggestion", _("A customer suggests an improvement")
    RESULT = "result", _("The customer has answered the result")
    REVIEW = "review", _("A letter waits for your review")
    REVIEWED = "reviewed", _("A letter was reviewed")
    COMMITTEE = "committee", _("A case before the committee")
    APPROVAL = "approval", _("Your approval is asked")
    DECIDED = "decided", _("An approval was decided")
    AUTHORISED = "authorised", _("You were given authority")
    CONFLICT = "conflict", _("A conflict of interest waits for a superior's word")
    UNSURE = "unsure", _("Did this message arrive? Nobody knows; please decide")


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
