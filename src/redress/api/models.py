"""Bearer tokens. Only a hash is kept: who reads the table cannot use what stands there (SEC-01)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from redress.organisation.models import User


class Token(models.Model):
    """A key to the HTTP API that acts as one member of staff, within its scopes, until it ends.

    `digest` is the SHA-256 of the whole token in hexadecimal; `hint` its first characters, to tell tokens apart.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    hint = models.CharField(max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(models.CharField(max_length=60))
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.hint}… {self.name}"
