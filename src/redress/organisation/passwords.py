"""What a password of staff must be. Django's own refusal of a short one is not translated since 5.2."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import gettext as _


class MinimumLength(MinimumLengthValidator):
    """At least `min_length` characters."""

    def get_error_message(self) -> str:
        """The form puts `min_length` into it."""
        return _("The password is too short: it needs at least %(min_length)d characters.")
