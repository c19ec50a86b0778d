"""Samples of a unit and their checks (CLO-03, ASM-06)."""

from __future__ import annotations

from django.db.models import Avg, Count, Q, QuerySet
from django.utils.translation import gettext as _

from redress.assessment.models import Sample, SpotCheck
from redress.casework.refusals import NotThere
from redress.organisation.actor import Actor

MOST = 50


class NoSuchSample(NotThere):
    """No such sample or check for this actor."""

    def __init__(self) -> None:
        super().__init__("ASM-06", _("There is no such sample that you may see. Choose one of the list."))


def visible(actor: Actor) -> QuerySet[Sample]:
    """Samples drawn by the actor's units."""
    return Sample.objects.all() if actor.system else Sample.objects.filter(unit_id__in=actor.units)


def listed(actor: Actor) -> list[Sample]:
    """Newest first, each with how many are checked and the mean score: one query."""
    found = visible(actor).select_related("unit", "drawn_by")
    return list(
        found.annotate(
            done=Count("checks", filter=Q(checks__checked_at__isnull=False)), mean=Avg("checks__score")
        )[:MOST]
    )


def opened(actor: Actor, sample_id: int) -> tuple[Sample, list[SpotCheck]]:
    """A sample with its cases: two queries. Raises NoSuchSample."""
    sample = visible(actor).filter(pk=sample_id).select_related("unit", "drawn_by").first()
    if sample is None:
        raise NoSuchSample
    return sample, list(sample.checks.select_related("complaint__unit", "checked_by"))


def one(actor: Actor, check_id: int) -> SpotCheck:
    """A drawn case. Raises NoSuchSample."""
    found = (
        SpotCheck.objects.filter(pk=check_id, sample__in=visible(actor))
        .select_related("sample__unit", "complaint__unit", "checked_by")
        .first()
    )
    if found is None:
        raise NoSuchSample
    return found
