"""Committee: what the case was referred for, the sessions, the rulings and their execution (ORG-03, AUT-04)."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from redress.casework import moment
from redress.casework.listing import listed
from redress.committee.queries.options import reasons
from redress.committee.queries.rulings import before_committee
from redress.complaints.case import Case
from redress.complaints.queries.case import Row
from redress.desk.sections.section import Section
from redress.organisation.actor import Actor


def _build(row: Row, actor: Actor) -> Mapping[str, object]:
    held = [reason for reason in reasons(Case(row, moment.now())).values() if reason.when]
    language = get_language() or "zh"
    return {
        "before": before_committee(row),
        "proposed": listed(reason.title.get(language) for reason in held),
    }


SECTION = Section("committee", _("Committee"), "gavel", _build)
