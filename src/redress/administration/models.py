"""The file of what is administered: how often it was changed, and the head of the chain of its entries."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from redress.administration.kinds import OrganisationState
from redress.casework.models.file import File
from redress.organisation.models import Unit, User


class OrganisationFile(File):
    """The file of a unit, a person, a calendar or a rulebook. It is made when somebody changes that for the first time.

    It stands apart from what it is about: who signs in or registers a case reads accounts and units, and none of this.
    `version` counts entries of the journal, of which one command may make two: a change, and what was proposed with it.
    """

    number = models.CharField(max_length=80, unique=True)
    state = models.CharField(max_length=20, choices=OrganisationState, default=OrganisationState.IN_FORCE)
    unit = models.OneToOneField(Unit, models.PROTECT, null=True, related_name="+")
    person = models.OneToOneField(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                name="organisation_file_of_one", condition=Q(unit__isnull=True) | Q(person__isnull=True)
            )
        ]


Row = OrganisationFile
"""The row of a file, for the annotations of rooms that have commands on one."""
