"""Fixed words of evidence."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceKind(models.TextChoices):
    """Evidence types (FLW-05)."""

    CONTRACT = "contract", _("Contract")
    APPLICATION = "application", _("Application form")
    HEALTH = "health", _("Health declaration")
    SALES_RECORDING = "sales_recording", _("Sales recording")
    CALL_RECORDING = "call_recording", _("Call recording")
    CUSTOMER = "customer", _("Customer's papers")
    INTERNAL = "internal", _("Internal records")
    LAW = "law", _("Laws and rules")
    SIGNATURE = "signature", _("Signed visit form")
    AUTHORITY = "authority", _("Authorisation or proof of succession")
    OTHER = "other", _("Other evidence")
