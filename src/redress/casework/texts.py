"""What is said of a character that no text may hold (`privacy.visible`), in words for the one who typed it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from redress.privacy.visible import Why


def words(place: object, code: object, why: Why | object) -> str:
    """`place` counts from 1, `code` is the code point without 'U+'."""
    said = {"place": place, "code": code}
    if why == "private":
        return (
            _(
                "Character %(place)s (U+%(code)s) is of a private set that other computers show differently; "
                "write it with a character of the standard, or describe it."
            )
            % said
        )
    if why == "unassigned":
        return _("Character %(place)s (U+%(code)s) stands for nothing; remove it.") % said
    return _("Character %(place)s is a control character (U+%(code)s); remove it.") % said
