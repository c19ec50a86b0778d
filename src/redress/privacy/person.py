"""What tables keep of a person, whichever file or policy names them: encrypted, and found by blind indexes (SEC-02)."""

from __future__ import annotations

from django.db import models

from redress.privacy.fields import BlindIndexField, EncryptedField
from redress.privacy.kinds import Kind


class Person(models.Model):
    """A person or organisation, encrypted by field; equality look-ups go through the blind indexes."""

    name = EncryptedField(kind=Kind.NAME)
    id_number = EncryptedField(kind=Kind.ID_NUMBER)
    phone = EncryptedField(kind=Kind.PHONE)
    email = EncryptedField(kind=Kind.EMAIL)
    address = EncryptedField(kind=Kind.ADDRESS)
    name_index = BlindIndexField(of="name", kind=Kind.NAME)
    id_number_index = BlindIndexField(of="id_number", kind=Kind.ID_NUMBER)
    phone_index = BlindIndexField(of="phone", kind=Kind.PHONE)

    class Meta:
        abstract = True
