"""What is suggested, and who chooses by which version."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from redress.organisation.kinds import Duty

CHOOSES: Final = frozenset({Duty.CS_HEAD, Duty.MANAGER})
"""Who chooses the version by which a unit and those below are given suggestions."""

SEES_MEASURES: Final = CHOOSES | {Duty.AUDITOR}
"""Who is shown how good a version was, over the unit whose files taught it."""

LEAST: Final = 60
"""Confidence in percent below which nothing is said, unless who chooses a version says otherwise."""


class Question(models.TextChoices):
    """What a version may say of a text."""

    CLASS = "class_code", _("Class")
    LEVEL = "level", _("Level")
    DEPARTMENT = "department", _("Main department")
