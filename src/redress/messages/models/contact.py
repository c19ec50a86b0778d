"""How staff want to be told, and who does not want to be told."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from redress.messages.models.message import Medium
from redress.organisation.models import User
from redress.privacy.fields import EncryptedField, EncryptedText
from redress.privacy.masks import Kind


class StaffContact(models.Model):
    """A colleague's own choice of channels beside the screen, with the addresses for them."""

    user = models.OneToOneField(User, models.CASCADE, related_name="contact")
    channels = ArrayField(models.CharField(max_length=12, choices=Medium), default=list)
    language = models.CharField(max_length=8, default="zh-hans")
    mobile = EncryptedField(kind=Kind.PHONE)
    mail = EncryptedField(kind=Kind.EMAIL)


class OptOut(models.Model):
    """Somebody wants no more messages at this address by this channel; the address itself is not kept."""

    address_index = models.BinaryField(max_length=16)
    channel = models.CharField(max_length=12, choices=Medium)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)
    reason = EncryptedText()
    ended_at = models.DateTimeField(null=True)
    """When the person wanted messages again."""
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address_index", "channel"], condition=models.Q(ended_at=None), name="opt_out_once"
            )
        ]
