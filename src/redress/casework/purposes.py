"""Why somebody needs to see personal data whole (SEC-02)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy


class Purpose(models.TextChoices):
    """Why somebody needs to see personal data."""

    CONTACT = "contact", gettext_lazy("To contact the customer")
    IDENTITY = "identity", gettext_lazy("To verify the identity")
    PAYMENT = "payment", gettext_lazy("To pay or refund")
    AUTHORITY = "authority", gettext_lazy("To answer the regulator or a court")
    OTHER = "other", gettext_lazy("Another purpose")
