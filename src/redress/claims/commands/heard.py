"""How the customer sounded, noted with what was said: who is upset complains sooner (CLM-14)."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop

from redress.claims.file import OpenClaim

UPSET: Final = gettext_noop("The customer is upset")


def heard(file: OpenClaim, *, upset: bool) -> None:
    """An event of its own, counted among the reasons for which a claim is listed."""
    if upset:
        file.event("customer_upset")
