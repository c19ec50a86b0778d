"""No column holds in clear what somebody wrote (SEC-02)."""

from __future__ import annotations

import pytest
from django.db import models

from redress.privacy import inventory
from redress.privacy.fields import EncryptedJSON, EncryptedText


@pytest.mark.req("SEC-02")
def test_each_text_column_is_encrypted_or_it_is_said_why_not():
    assert list(inventory.undeclared()) == []
    assert list(inventory.superfluous()) == []


@pytest.mark.req("SEC-02")
def test_a_new_column_of_words_is_noticed(monkeypatch):
    note = models.TextField()
    note.set_attributes_from_name("note")
    monkeypatch.setattr(inventory, "text_columns", lambda: iter([("complaints.Contact", note)]))
    assert list(inventory.undeclared()) == ["complaints.Contact.note"]


@pytest.mark.req("SEC-02")
def test_an_encrypted_column_cannot_be_compared():
    from django.core.exceptions import FieldError

    from redress.complaints.models import Contact

    with pytest.raises(FieldError, match="blind index"):
        list(Contact.objects.filter(words="等待病历"))


@pytest.mark.req("SEC-02")
@pytest.mark.parametrize(
    ("field", "value"), [(EncryptedText(), "等待病历"), (EncryptedJSON(), {"why": "等待病历"})]
)
def test_words_and_structures_come_back_as_they_were(field, value):
    assert field.as_value(field.as_text(value)) == value
