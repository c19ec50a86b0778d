"""The looks of the desk."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy


class Theme(models.TextChoices):
    """The first is that of the person's computer."""

    SYSTEM = "system", pgettext_lazy("look of the desk", "As the computer")
    LIGHT = "light", pgettext_lazy("look of the desk", "Light")
    DARK = "dark", pgettext_lazy("look of the desk", "Dark")
