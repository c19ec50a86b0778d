"""People of a case. Everything here is personal data (SEC-02)."""

from __future__ import annotations

from django.db import models

from redress.complaints.kinds import PartyRole
from redress.privacy.fields import BlindIndexField, EncryptedField
from redress.privacy.masks import Kind
from redress.privacy.person import Person


class Party(Person):
    """A person or organisation in a case."""

    complaint = models.ForeignKey("complaints.Complaint", models.CASCADE, related_name="parties")
    role = models.CharField(max_length=20, choices=PartyRole)
    is_organisation = models.BooleanField(default=False)
    account = EncryptedField(kind=Kind.ACCOUNT)
    phone_tail_index = BlindIndexField(of="phone", kind=Kind.PHONE_TAIL)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "parties"
        indexes = [
            models.Index(
                fields=["name_index", "-complaint"],
                condition=models.Q(name_index__isnull=False),
                name="party_name",
            ),
            models.Index(
                fields=["id_number_index", "-complaint"],
                condition=models.Q(id_number_index__isnull=False),
                name="party_id",
            ),
            models.Index(
                fields=["phone_index", "-complaint"],
                condition=models.Q(phone_index__isnull=False),
                name="party_phone",
            ),
            models.Index(
                fields=["phone_tail_index", "-complaint"],
                condition=models.Q(phone_tail_index__isnull=False),
                name="party_phone_tail",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.pk}"
