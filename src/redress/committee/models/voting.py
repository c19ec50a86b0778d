"""What happens to an item in a session, and what is to be done after it (AUT-04, ASM-09)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from redress.committee.kinds import Choice
from redress.committee.models.session import Item, Session
from redress.organisation.models import Department, User
from redress.privacy.fields import EncryptedText


class Recusal(models.Model):
    """A member who takes no part in an item, with the reason: not counted as present for it, no vote (ORG-13)."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="recusals", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = EncryptedText()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["item", "user"], name="recused_once")]


class Vote(models.Model):
    """A member's vote, given once; who is against says why (AUT-04). The database refuses to change it."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="votes", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    choice = models.CharField(max_length=10, choices=Choice)
    reason = EncryptedText()
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "user"], name="one_vote_a_member"),
            models.CheckConstraint(
                condition=~Q(choice="against") | Q(reason__isnull=False), name="dissent_has_reason"
            ),
        ]


class Hearing(models.Model):
    """What a department said about an item (ORG-03)."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="hearings")
    department = models.ForeignKey(Department, models.PROTECT, related_name="+")
    speaker = EncryptedText()
    words = EncryptedText()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]


class Action(models.Model):
    """Something a meeting gave somebody to do, until when, and how it was done (ASM-09)."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="actions", db_index=False)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="actions")
    position = models.PositiveSmallIntegerField()
    what = EncryptedText()
    owner = models.ForeignKey(User, models.PROTECT, related_name="+")
    until = models.DateField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    evidence = EncryptedText()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "position"], name="action_position"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(evidence__isnull=False), name="action_done_has_evidence"
            ),
        ]
        indexes = [models.Index(fields=["owner"], condition=Q(done_at__isnull=True), name="action_waiting")]
