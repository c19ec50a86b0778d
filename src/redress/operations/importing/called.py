"""What a register calls a field of a command: who must correct a row looks for its column."""

from __future__ import annotations

from typing import Final

from redress.operations.importing.mapping import Part

_OTHERWISE: Final = {
    "external_number": "number",
    "received_at": "received",
    "closed_at": "closed",
    "companies": "company",
    "policy_number": "policy",
    "claim_number": "claim",
    "class_code": "reason",
    "reason_code": "reason",
    "name_of_insured": "name",
    "losses": "loss",
}
"""Fields of commands that mappings call otherwise."""


def called(field: str, columns: Part) -> str:
    """The name of the column that says the field at that place ('people.0.name'); the field's own where none does."""
    name = next((part for part in reversed(field.split(".")) if not part.isdigit()), field)
    ours = _OTHERWISE.get(name, name)
    said = getattr(columns, ours) if ours in type(columns).model_fields else ""
    return (said if isinstance(said, str) else " / ".join(said)) or field
