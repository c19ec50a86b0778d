"""What a person keeps on the desk: unfinished forms, saved views, how it looks (FLW-18)."""

from __future__ import annotations

from django.db import models

from redress.casework.themes import Theme
from redress.organisation.models import User
from redress.privacy.fields import BlindIndexField, EncryptedField, EncryptedText
from redress.privacy.masks import Kind


class Draft(models.Model):
    """What somebody has typed into a form and not yet sent. It may hold personal data, so it is encrypted whole."""

    user = models.ForeignKey(User, models.CASCADE, related_name="drafts", db_index=False)
    form = models.CharField(max_length=60, help_text="'register/<key>', or '<number>/<command>'.")
    content = EncryptedField(kind=Kind.NAME)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        db_table = "complaints_draft"
        constraints = [models.UniqueConstraint(fields=["user", "form"], name="one_draft_a_form")]


class SavedView(models.Model):
    """A named filter of a person's lists."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_views", db_index=False)
    name = EncryptedText()
    name_index = BlindIndexField(of="name", kind=Kind.TEXT, exact=True)
    query = EncryptedText()

    class Meta:
        db_table = "complaints_savedview"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["user", "name_index"], name="one_view_a_name")]


class DeskSettings(models.Model):
    """How a person has the desk look; who never said anything has no row."""

    user = models.OneToOneField(User, models.CASCADE, primary_key=True, related_name="+")
    theme = models.CharField(max_length=6, choices=Theme.choices, default=Theme.SYSTEM)
    toured = models.BooleanField(
        default=False, help_text="The hints of the first day are not shown any more."
    )

    class Meta:
        db_table = "casework_desksettings"
