"""What a password of staff must be. Django's own refusal of a short one is not translated since 5.2."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


class MinimumLength(MinimumLengthValidator):
    """At least `min_length` characters."""

    def get_error_message(self) -> str:
        """The form puts `min_length` into it."""
        return _("The password is too short: it needs at least %(min_length)d characters.")


class NotTheOldOne:
    """A new password is another one, by whatever door it comes."""

    def validate(self, password: str, user: Any = None) -> None:
        if user is not None and user.pk and user.password and check_password(password, user.password):
            raise ValidationError(
                _("This is the password you have. Choose another one."), code="password_same"
            )

    def get_help_text(self) -> str:
        return _("It is not the one you have.")
