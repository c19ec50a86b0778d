"""Is there anything yet?"""

from __future__ import annotations

from redress.complaints.models import Complaint


def any_registered() -> bool:
    """Whether any case was registered here, not imported."""
    return Complaint.objects.filter(external_number_index__isnull=True).exists()
