"""Sessions: when and where, who was there, what was on the agenda, and what was done to them (AUT-04)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from redress.casework.models.file import File
from redress.committee.kinds import ItemState, SeatRole, SessionKind, SessionState, TopicKind
from redress.committee.models.body import Body
from redress.organisation.models import Department, User
from redress.privacy.fields import EncryptedJSON, EncryptedText


class Session(File):
    """A meeting of a body. `roster` are the ids of its members on that day; who was there stands in `attendees`."""

    body = models.ForeignKey(Body, models.PROTECT, related_name="sessions", db_index=False)
    kind = models.CharField(max_length=20, choices=SessionKind)
    state = models.CharField(max_length=20, choices=SessionState, default=SessionState.PLANNED)
    rulebook = models.ForeignKey("casework.RulebookVersion", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    place = EncryptedText()
    chair = models.ForeignKey(User, models.PROTECT, related_name="+")
    roster = ArrayField(models.IntegerField())
    readers = ArrayField(
        models.IntegerField(), help_text="Ids of the members and of who has something to do."
    )
    minutes = EncryptedText()
    signed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="signed") | Q(signed_at__isnull=False), name="session_signed_has_time"
            )
        ]
        indexes = [
            models.Index(fields=["body", "-at", "-id"], name="session_body"),
            GinIndex(fields=["readers"], name="session_readers"),
        ]


class Attendee(models.Model):
    """A member of the session, and whether the member is there."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="attendees", db_index=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=SeatRole)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+")
    present = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["session", "user"], name="attendee_once")]


class Item(models.Model):
    """An item of the agenda: a referred case, or a topic with what is moved about it."""

    session = models.ForeignKey(Session, models.PROTECT, related_name="items", db_index=False)
    position = models.PositiveSmallIntegerField()
    referral = models.ForeignKey("committee.Referral", models.PROTECT, null=True, related_name="items")
    kind = models.CharField(max_length=20, choices=TopicKind, blank=True)
    topic = EncryptedText()
    motion = EncryptedText()
    proposer = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20, choices=ItemState, default=ItemState.OPEN)
    settled_at = models.DateTimeField(null=True)
    remark = EncryptedText()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["session", "position"], name="item_position"),
            models.UniqueConstraint(
                fields=["referral"], condition=Q(state="open"), name="referral_on_one_agenda"
            ),
            models.CheckConstraint(
                condition=Q(referral__isnull=False) | Q(topic__isnull=False), name="item_case_or_topic"
            ),
        ]


class SessionEntry(models.Model):
    """One act on a session. The database refuses to change it; a key answers a retry.

    `payload` says which item or action it was about, `said` all that was given, words too; `request` is the
    fingerprint of all that. `hash` covers the entry, but for what a disposal empties, and the hash before it; entries
    from before there was a chain have none.
    """

    session = models.ForeignKey(Session, models.PROTECT, related_name="entries", db_index=False)
    sequence = models.IntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    command = models.CharField(max_length=40)
    state = models.CharField(
        max_length=20, blank=True, default="", db_default="", help_text="The state the act led to."
    )
    payload = models.JSONField()
    said = EncryptedJSON()
    facts = models.JSONField()
    key = models.CharField(max_length=80, blank=True)
    request = models.CharField(max_length=64, blank=True, default="", db_default="")
    previous = models.CharField(max_length=64, blank=True, default="", db_default="")
    hash = models.CharField(max_length=64, blank=True, default="", db_default="")

    class Meta:
        ordering = ["session_id", "sequence"]
        verbose_name_plural = "session entries"
        constraints = [
            models.UniqueConstraint(fields=["session", "sequence"], name="session_entry_sequence"),
            models.UniqueConstraint(
                fields=["by", "key"], condition=~Q(key=""), name="session_key_once", nulls_distinct=False
            ),
        ]
