"""The claim as a kind of file: what services that serve every kind are told of it."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_noop, pgettext_lazy

from redress.casework.disposal import Keeps
from redress.casework.kinds import Kind
from redress.casework.untouched import Imports
from redress.claims.commands.registry import COMMANDS, FOR_PEOPLE
from redress.claims.commands.report import ReportClaim
from redress.claims.commands.take_back_import import TakeBackClaim
from redress.claims.door import DOOR
from redress.claims.kinds import HANDLES, TAKES
from redress.claims.letters.dossier import ClaimContents
from redress.claims.letters.writing import ClaimWriting
from redress.claims.models import Claim
from redress.claims.recusal import kept_out
from redress.claims.speaking import ClaimSpeaking
from redress.claims.states import ClaimState
from redress.claims.untouched import UNTOUCHED
from redress.importing import runs
from redress.organisation.actor import Actor
from redress.privacy import kinds as privacy

ENTERED: Final = (
    "number", "unit_id", "reported_by_id", "reported_at", "way", "line", "loss_cause", "losses", "injury", "soothing",
    "occurred_at", "known_at", "place", "course", "estimate", "rough_days", "rulebook_id", "external_source",
    "external_number", "external_number_index", "import_run_id",
)  # fmt: skip
"""Of a claim, what is said once, with the report."""


def _speaks(row: Any, actor: Actor) -> bool:
    """Whoever handles claims of the unit or takes them, and whose claim it is."""
    return row.owner_id in actor.people or actor.has_over(TAKES, row.unit_id)


CLAIM: Final = Kind(
    name="claim",
    label=pgettext_lazy("kind of file", "claim"),
    door=DOOR,
    commands=COMMANDS,
    left_alone=lambda: runs.left_alone(Claim),
    imports=Imports(UNTOUCHED, lambda run: TakeBackClaim(run=run), ClaimState.TAKEN_BACK),
    page="desk:claim",
    kept_out=kept_out,
    conflicts=("claims_claimrecusal", "claim_id", "overridden_at"),
    entered=ENTERED,
    owning=HANDLES,
    speaks=_speaks,
    path="claims",
    title=gettext_noop("Claims"),
    found_by={
        "policy_index": privacy.Kind.POLICY,
        "parties__name_index": privacy.Kind.NAME,
        "parties__phone_index": privacy.Kind.PHONE,
        "parties__phone_tail_index": privacy.Kind.PHONE_TAIL,
        "parties__id_number_index": privacy.Kind.ID_NUMBER,
    },
    keeps=Keeps(codes=frozenset({"line", "loss_cause", "soothing"})),
    services=(ClaimWriting(), ClaimContents(), ClaimSpeaking()),
    opens=ReportClaim,
    given=lambda: tuple(FOR_PEOPLE.values()),
)
