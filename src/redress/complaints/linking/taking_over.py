"""What a case takes over of one that was merged into it, besides limits and level: whose it is, who keeps out, holds.

Who was barred from the merged case is barred from the one that goes on with its matter, and what may not be destroyed
of the one may not be destroyed of the other (ORG-13, CLO-08, CLO-10).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.translation import gettext as _

from redress.casework.conflicts import ConflictKind
from redress.casework.models import LegalHold
from redress.casework.refusals import refuse
from redress.complaints.intake import matters as matters_of
from redress.complaints.intake.commands import intake
from redress.complaints.models import Matter, Recusal
from redress.complaints.recusing import whom_it_names
from redress.privacy.opening import UnreadableText

if TYPE_CHECKING:
    from redress.complaints.case import Case


CARRIED: Final = frozenset(
    {
        "source",
        "source_reference",
        "closing_unit",
        "confirmed_at",
        "complainants",
        "level",
        "level_rule",
        "counted",
        "sale_stage",
        "callback_finding",
        "other_classes",
        "flow",
        "about_whom",
        "about_whom_index",
        "held",
    }
)
"""Columns of a case that may become those of one that is merged into it, or follow from them.

The others stay as they are in the case that goes on; a test says of each column why.
"""


def declared(case: Case) -> list[int]:
    """Conflicts on record that stand against the case, by their ids."""
    if case.row._state.adding:
        return []
    return list(case.row.recusals.filter(overridden_at=None).values_list("pk", flat=True))


def holds(case: Case) -> list[int]:
    """Legal holds that nobody has lifted, by their ids: a query only where there are any."""
    if case.row._state.adding or not case.row.held:
        return []
    return list(case.row.holds.filter(lifted_at=None).values_list("pk", flat=True))


def about_whom(case: Case) -> str:
    """Whom the complaint is about; what cannot be read names nobody."""
    said = case.row.about_whom
    return "" if isinstance(said, UnreadableText) else said


def check(case: Case, whom: str) -> None:
    """Refuse to put a person in the place of words that cannot be read now."""
    if whom and isinstance(case.row.about_whom, UnreadableText):
        refuse(
            "ORG-13",
            _(
                "Whom case %(number)s is about cannot be read, so nothing is merged into it. Run "
                "'redress keys check' first."
            )
            % {"number": case.row.number},
            "into",
        )


class Said(NamedTuple):
    """A ground as it comes with another case: why, who said so, and until when a superior is to confirm it."""

    reason: str = ""
    by: int | None = None
    review_by: datetime | None = None


def take_conflicts(case: Case, ids: Collection[int], handled: Collection[int], whom: str) -> None:
    """Bar whoever was barred: by declaration, by having handled what it is about, by being complained of.

    The words say it where the case names nobody; beside other words each colleague they name is on record. A ground
    that nobody gave a reason for has none: its name says it, to each reader in the reader's language.
    """
    wanted: dict[tuple[int, str], Said] = {}
    for known in Recusal.objects.filter(pk__in=ids) if ids else ():
        wanted[known.person_id, known.kind] = Said(known.reason, known.by_id, known.review_by)
    for person in handled:
        wanted.setdefault((person, ConflictKind.HANDLED_BEFORE), Said())
    if whom and not case.row.about_whom:
        case.row.about_whom = whom
    elif whom and whom != case.row.about_whom:
        for person in whom_it_names.complained_of(whom):
            wanted.setdefault((person, ConflictKind.COMPLAINED_OF), Said(whom))
    if wanted:
        _bar(case, wanted)


def _bar(case: Case, wanted: dict[tuple[int, str], Said]) -> None:
    """On record once a person and ground; one that was set aside for the case itself stands again for the other."""
    there = {(each.person_id, each.kind): each for each in case.row.recusals.all()}
    for key, said in wanted.items():
        known = there.get(key)
        if known is None:
            person, kind = key
            case.add(
                Recusal(
                    complaint=case.row,
                    person_id=person,
                    kind=kind,
                    reason=said.reason,
                    by_id=said.by,
                    at=case.now,
                    review_by=said.review_by,
                )
            )
        elif known.overridden_at is not None:
            known.overridden_by_id, known.overridden_at, known.override_reason = None, None, ""
            case.change(known, "overridden_by", "overridden_at", "override_reason")


def take_holds(case: Case, ids: Collection[int]) -> None:
    """Nothing of the case is destroyed while nothing of the merged one may be."""
    for known in LegalHold.objects.filter(pk__in=ids) if ids else ():
        case.row.held = True
        case.add(
            LegalHold(
                file_id=case.row.pk, reason=known.reason, placed_by_id=known.placed_by_id, placed_at=case.now
            )
        )


def matters(case: Case) -> list[str]:
    """The classes of all matters of the case."""
    row = case.row
    new = [each.class_code for each in case.inserts if isinstance(each, Matter)]
    further = new if row._state.adding else [each.class_code for each in row.matters.all()]
    return list(dict.fromkeys([row.class_code, *further]))


def further_flow(case: Case, classes: Collection[str]) -> dict[str, str]:
    """The fact by which limits of a special flow hold that one of these matters takes by itself (INT-09, FLW-11)."""
    found = matters_of.further_flow(case, list(classes)) if classes else "none"
    return {} if found == "none" else {"further_flow": found}


def take_finding(case: Case, finding: str) -> None:
    """What a callback found of the matter is so, whichever of its filings says it: who may not solve it, and by when it
    is solved, follow (Order 2010-4, Art. 18). What the case says of itself already stays."""
    if finding and not case.row.callback_finding:
        case.row.callback_finding = finding


def take_sale_stage(case: Case, stage: str) -> None:
    """A matter that a bank sold is one of the bank's, whichever of its filings said so (FLW-12).

    Classes and flow follow as when the case is classed anew; a claim stays a claims complaint.
    """
    if stage and not case.row.sale_stage:
        case.row.sale_stage = stage
        intake.follow_bridges(case.rulebook, case)
