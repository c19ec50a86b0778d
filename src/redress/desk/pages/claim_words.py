"""What lists of claims and the page of one say alike."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from redress.casework.next_step import Turn

TURNS = {
    Turn.ME: gettext_lazy("Your turn"),
    Turn.COLLEAGUE: gettext_lazy("A colleague's turn"),
    Turn.DEPARTMENT: gettext_lazy("A department's turn"),
    Turn.APPROVER: gettext_lazy("A second person's turn"),
    Turn.CUSTOMER: gettext_lazy("The customer's turn"),
    Turn.NOBODY: gettext_lazy("Nobody's turn"),
}


def reason(words: str, found: int) -> str:
    return f"{words} ({found})" if found > 1 else words
