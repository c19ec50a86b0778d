"""What the codes in a row are called, for `get_..._display` of models that stand in lists."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db.models import Field


class Labelled:
    """As Django's models, which make the table of a field's labels anew at each question."""

    def _get_FIELD_display(self, field: Field[Any, Any]) -> Any:  # noqa: N802 - Django's name
        value = getattr(self, field.attname)
        label = _labels(field).get(value, value)
        return label if label is None else str(label)


@cache
def _labels(field: Field[Any, Any]) -> Mapping[Any, Any]:
    return dict(field.flatchoices)
