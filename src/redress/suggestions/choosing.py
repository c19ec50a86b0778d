"""Choosing the version by which a unit is given suggestions: a change of the organisation (INT-16)."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field

from redress.administration.door import AdministrationCommand
from redress.administration.file import Dossier
from redress.casework.command import Facts
from redress.casework.refusals import refuse
from redress.organisation.actor import Actor
from redress.organisation.kinds import Change
from redress.suggestions import queries
from redress.suggestions.kinds import CHOOSES, LEAST
from redress.suggestions.models import LearnedVersion


class UseSuggestions(AdministrationCommand):
    """Have who registers in this unit and below be given suggestions by a version that was learned; 0 by none.

    A suggestion is never applied by itself. Refuses a version that there is not, that was changed since it was learned,
    and the one in use already.
    """

    name = "use_suggestions"
    label = gettext_lazy("Choose suggestions")
    cite = ("INT-16",)
    duties = CHOOSES

    version: Annotated[int, Field(ge=0, le=1_000_000, title="Version")]
    least: Annotated[int, Field(ge=50, le=99, title="Least confidence, percent")] = LEAST

    example = {"version": 3, "least": 60}

    def check(self, file: Dossier, actor: Actor) -> None:
        now = _now(file)
        if (self.version, self.least) == (now.version, now.least) if now else self.version == 0:
            refuse("INT-16", _("That is how it is already. Nothing needs to be done."), "version")
        if self.version == 0:
            return
        wanted = LearnedVersion.objects.filter(unit=file.unit, version=self.version).first()
        if wanted is None:
            refuse(
                "INT-16",
                _(
                    "This unit has learned no version %(version)s. Choose one of the list, or have one learned first."
                )
                % {"version": self.version},
                "version",
            )
        if queries.opened(wanted) is None:
            refuse(
                "INT-16",
                _(
                    "Version %(version)s was changed since it was learned, and is not used. Have it learned anew."
                )
                % {"version": self.version},
                "version",
            )

    def do(self, file: Dossier, actor: Actor) -> Facts:
        now = _now(file)
        of_unit = LearnedVersion.objects.filter(unit=file.unit)
        of_unit.filter(in_use=True).update(in_use=False)
        of_unit.filter(version=self.version).update(in_use=True, least=self.least)
        digests = dict(of_unit.values_list("version", "digest"))
        after = {"suggestions": str(self.version), "least": str(self.least)}
        after |= {"digest": digests[self.version]} if self.version else {}
        before = {"suggestions": str(now.version), "least": str(now.least)} if now else {}
        file.note(Change.SUGGESTIONS_CHOSEN, unit=file.unit, before=before, after=after)
        return {"version": self.version, "least": self.least}


def _now(file: Dossier) -> LearnedVersion | None:
    return LearnedVersion.objects.filter(unit=file.unit, in_use=True).defer("body", "measures").first()
