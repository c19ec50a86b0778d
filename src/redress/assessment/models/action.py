"""Corrective actions: from the root cause of complaints to its repair (溯源整改, CLO-11)."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from redress.assessment.kinds import ActionState
from redress.assessment.models.entry import Numbered
from redress.organisation.models import Department, User
from redress.privacy.fields import EncryptedText


class CorrectiveAction(Numbered):
    """A measure against a cause: of one case, or of all cases of a unit over a period.

    The one who verifies the completion is neither who answers for it nor who reported it. `cause` and `class_code`
    are codes of the unit's rulebook; an empty class means every class.
    """

    LETTER = "A"

    complaint = models.ForeignKey(
        "complaints.Complaint", models.SET_NULL, null=True, related_name="corrective_actions", db_index=False
    )
    cause = models.CharField(max_length=40)
    class_code = models.CharField(max_length=30, blank=True)
    since = models.DateField(help_text="First day of the period in which the cause was found.")
    measure = EncryptedText()
    owner = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", db_index=False)
    due = models.DateField()
    state = models.CharField(max_length=20, choices=ActionState, default=ActionState.OPEN)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField()
    evidence = EncryptedText(help_text="What shows that it was done.")
    in_force = models.DateField(null=True, help_text="From when on the measure works.")
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    done_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    verified_at = models.DateTimeField(null=True)
    verdict = EncryptedText(help_text="What the verification found.")

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True)
                | (~Q(verified_by=F("owner")) & ~Q(verified_by=F("done_by"))),
                name="action_verified_by_another",
            )
        ]
        indexes = [
            models.Index(
                fields=["unit", "due", "id"], condition=~Q(state="verified"), name="action_unit_due"
            ),
            models.Index(
                fields=["owner", "due", "id"], condition=~Q(state="verified"), name="action_owner_due"
            ),
            models.Index(fields=["complaint"], name="action_complaint"),
        ]
