"""A field of a form for words: held to the rule that all text is held to."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from redress.casework import texts
from redress.privacy.visible import unfit, visible


class Words(forms.CharField):
    """Leaves out what nobody sees and refuses what cannot be shown (`privacy.visible`); then its length counts."""

    def to_python(self, value: Any) -> str:
        found = visible(super().to_python(value) or "")
        wrong = unfit(found)
        if wrong is not None:
            raise ValidationError(texts.words(wrong.place, wrong.code, wrong.why))
        return found
