"""Whose turn it is, as a sign in a row: words, and a colour where it is the reader's."""

from __future__ import annotations

from functools import lru_cache

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, pgettext_lazy

from redress.casework.next_step import Turn
from redress.desk.markup import filled

SHORT = {
    Turn.ME: gettext_lazy("Your turn"),
    Turn.COLLEAGUE: pgettext_lazy("whose turn it is", "Colleague"),
    Turn.DEPARTMENT: pgettext_lazy("whose turn it is", "Department"),
    Turn.APPROVER: pgettext_lazy("whose turn it is", "Approver"),
    Turn.CUSTOMER: pgettext_lazy("whose turn it is", "Customer"),
    Turn.NOBODY: pgettext_lazy("whose turn it is", "Nobody"),
}


@lru_cache(maxsize=32)
def turn(value: Turn, _language: str) -> SafeString:
    """The badge, made once for each language."""
    return filled('<span class="turn turn-{}">{}</span>', value.value, str(SHORT[value]))
