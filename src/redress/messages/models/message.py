"""The outbox: what leaves the house, written in the transaction that caused it (COM-10)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from redress.casework.models import FileKey
from redress.organisation.models import Department, User
from redress.privacy.fields import BlindIndexField, EncryptedField, EncryptedText
from redress.privacy.masks import Kind


class Medium(models.TextChoices):
    """Ways out. An alert on the screen is a row of its own (Alert)."""

    SCREEN = "screen", _("Screen")
    SMS = "sms", _("Text message")
    MAIL = "mail", _("E-mail")
    WECOM = "wecom", _("WeCom")
    DINGTALK = "dingtalk", _("DingTalk")
    LETTER = "letter", _("Letter")


class MessageState(models.TextChoices):
    """Where a message stands. `uncertain`: it may have gone out; it is never sent again without knowing."""

    QUEUED = "queued", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    DELIVERED = "delivered", _("Delivered")
    FAILED = "failed", _("Failed")
    BOUNCED = "bounced", _("Returned undelivered")
    SUPPRESSED = "suppressed", _("Not sent")
    UNCERTAIN = "uncertain", _("Uncertain")


class Audience(models.TextChoices):
    """As whom somebody is told."""

    STAFF = "staff", _("Member of staff")
    DEPARTMENT = "department", _("Department")
    CUSTOMER = "customer", _("Customer")
    ROOM = "room", _("Group chat")


class Outcome(models.TextChoices):
    """How one attempt ended. Empty in the table: it has not ended, or its worker died."""

    SENT = "sent", pgettext_lazy("gateway", "Accepted")
    RETRY = "retry", _("To be tried again")
    FAILED = "failed", _("Refused for good")
    UNCERTAIN = "uncertain", _("No answer: it may have gone out")
    AGAIN = "again", _("Queued again by hand")
    SETTLED = "settled", _("Settled by hand")


TROUBLED = (MessageState.FAILED, MessageState.BOUNCED, MessageState.UNCERTAIN)
"""States that wait for a person."""


class Message(models.Model):
    """One message to one recipient by one channel. `key` makes it one: whatever happens, it is never written twice.

    Words and address are personal data and encrypted. `entry` is the sequence of the journal entry that caused it;
    messages of the house itself (a daily list) have no file. `next_attempt_at` is set while something is to be done.
    """

    file = models.ForeignKey(FileKey, models.CASCADE, null=True, related_name="+", db_index=False)
    entry = models.IntegerField(default=0)
    rule = models.CharField(max_length=64, help_text="Key of the rule in the rulebook's section 'messages'.")
    template = models.CharField(max_length=64)
    template_version = models.CharField(max_length=12)
    channel = models.CharField(max_length=12, choices=Medium)
    language = models.CharField(max_length=8)
    audience = models.CharField(max_length=12, choices=Audience)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="+", db_index=False)
    stands_in_for = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    required = models.BooleanField(default=False, help_text="Asked for by law or method: no opt-out holds.")
    key = models.CharField(max_length=120, unique=True)

    whom = EncryptedField(kind=Kind.NAME)
    address = EncryptedField(kind=Kind.ADDRESS)
    address_index = BlindIndexField(of="address", kind=Kind.PHONE)
    subject = EncryptedField(kind=Kind.TEXT)
    body = EncryptedField(kind=Kind.TEXT)

    state = models.CharField(max_length=12, choices=MessageState, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField(null=True)
    quiet = models.CharField(
        max_length=60, blank=True, help_text="Hours in which it waits, '21:00-08:00 Asia/Shanghai'; '': none."
    )
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=120, blank=True)
    last_error = EncryptedText()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["channel", "next_attempt_at"],
                condition=Q(next_attempt_at__isnull=False),
                name="message_due_by_channel",
            ),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="message_claimed"),
            models.Index(fields=["file", "id"], name="message_file"),
            models.Index(fields=["-id"], condition=Q(state__in=TROUBLED), name="message_troubled"),
            models.Index(
                fields=["channel", "-id"],
                condition=Q(state="suppressed", attempts=0),
                name="message_unsent",
            ),
            models.Index(
                fields=["channel", "provider_id"], condition=~Q(provider_id=""), name="message_provider"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Attempt(models.Model):
    """One try at a message, written before the talk with the gateway begins and completed after it."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="tries")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    error = EncryptedText()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ["id"]
