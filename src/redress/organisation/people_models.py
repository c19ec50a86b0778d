"""What is kept of people beside what they are appointed to: changes that wait for a second person, sessions, sign-ins.

`redress.organisation.models` imports these; others import from there.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from redress.organisation.kinds import SignInEvent, Verdict, Widening
from redress.privacy.fields import EncryptedText


class Proposal(models.Model):
    """A change that would widen what somebody sees. It gives nothing before a second person confirms it (SEC-01).

    `asked` holds what the change takes, as codes, keys and plain dates, `because` the words. `proposers` are the
    proposer and everybody for whom the proposer acted: neither they nor whoever stands in for one of them may confirm.
    """

    kind = models.CharField(max_length=20, choices=Widening)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", db_index=False)
    department = models.ForeignKey(
        "organisation.Department", models.PROTECT, null=True, related_name="+", db_index=False
    )
    person = models.ForeignKey("organisation.User", models.PROTECT, null=True, related_name="+")
    asked = models.JSONField(default=dict)
    proposed_by = models.ForeignKey(
        "organisation.User", models.PROTECT, null=True, related_name="+", db_index=False
    )
    proposers = ArrayField(models.BigIntegerField(), default=list)
    proposed_at = models.DateTimeField(default=timezone.now)
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True)
    decided_by = models.ForeignKey(
        "organisation.User", models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    because = EncryptedText(help_text="Why it is proposed, in words.")
    reason = EncryptedText(help_text="Why it was rejected.")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["unit", "id"], condition=Q(verdict=""), name="proposal_waiting")]
        constraints = [
            models.CheckConstraint(
                name="confirmed_by_a_second_person",
                condition=~Q(verdict=Verdict.CONFIRMED)
                | (
                    Q(decided_by__isnull=False)
                    & ~Q(decided_by=F("proposed_by"))
                    & (Q(person__isnull=True) | ~Q(decided_by=F("person")))
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.person or self.department or self.unit}"


class StaffSession(models.Model):
    """Where somebody is signed in. `session` is the key as the table of sessions holds it.

    `last_seen` is written once a minute at most. `agent` names browser and system in a word, `agent_digest` is the
    SHA-256 of all that the browser said of itself: enough to tell that two sessions are of the same browser.
    """

    session = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey("organisation.User", models.CASCADE, related_name="sessions")
    created_at = models.DateTimeField(default=timezone.now)
    last_seen = models.DateTimeField(default=timezone.now)
    address = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=60, blank=True)
    agent_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-last_seen"]

    def __str__(self) -> str:
        return f"{self.user} · {self.agent}"


class SignIn(models.Model):
    """The log of sign-ins (SEC-05); the database refuses to change it.

    `user` is whose account, empty when no account goes by the name that was given: then `name_hash` is a keyed hash of
    it. `unit` is where the person sat at that moment. `by` did it, where it was somebody else.
    """

    at = models.DateTimeField(default=timezone.now)
    event = models.CharField(max_length=20, choices=SignInEvent)
    user = models.ForeignKey("organisation.User", models.PROTECT, null=True, related_name="+", db_index=False)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, null=True, related_name="+", db_index=False)
    by = models.ForeignKey("organisation.User", models.PROTECT, null=True, related_name="+", db_index=False)
    name_hash = models.CharField(max_length=32, blank=True)
    address = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["user", "-id"], name="sign_in_user"),
            models.Index(fields=["at"], name="sign_in_at"),
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()} · {self.user or self.name_hash}"


class SecondFactorUse(models.Model):
    """The last time step in which a code of that device was taken: no code counts twice (RFC 6238, 5.2)."""

    user = models.OneToOneField("organisation.User", models.CASCADE, primary_key=True, related_name="+")
    step = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.user)
