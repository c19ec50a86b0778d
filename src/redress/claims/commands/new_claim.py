"""What is said of a claim when it is reported: the fields alone, which the policy is compared with."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_noop
from pydantic import Field

from redress.casework.inputs import (
    Account,
    Code,
    Codes,
    Line,
    PastMoment,
    PersonName,
    RequiredText,
    ShortLine,
    Yuan,
)
from redress.claims.commands.base import ClaimCommand
from redress.claims.commands.evidence import MOST, HandedIn
from redress.claims.commands.people import ClaimPerson
from redress.claims.kinds import Complexity, Injury, Way

MOST_PEOPLE: Final = 10


class NewClaim(ClaimCommand):
    """A claim as it is reported; `ReportClaim` enters it."""

    policy_number: ShortLine = Field(min_length=1, title=gettext_noop("Policy number"))
    occurred_at: PastMoment = Field(title=gettext_noop("When it happened"))
    way: Way = Field(default=Way.PHONE, title=gettext_noop("How it was reported"))
    told_by: Way = Field(default=Way.SMS, title=gettext_noop("How the customer wants to be told"))
    people: list[ClaimPerson] = Field(
        default=[], max_length=MOST_PEOPLE, title=gettext_noop("People in the claim")
    )
    line: Code = Field(default="", title=gettext_noop("Line of insurance"))
    loss_cause: Code = Field(min_length=1, title=gettext_noop("Cause of the loss"))
    injury: Injury = Field(default=Injury.NONE, title=gettext_noop("People hurt"))
    complexity: Complexity = Field(default=Complexity.SIMPLE, title=gettext_noop("Complexity"))
    losses: Codes = Field(min_length=1, max_length=10, title=gettext_noop("Kinds of loss"))
    soothing: Codes = Field(default=[], max_length=10, title=gettext_noop("Wording used to soothe"))
    known_at: PastMoment | None = Field(default=None, title=gettext_noop("When the insured knew of it"))
    reported_at: PastMoment | None = Field(
        default=None, title=gettext_noop("When it was reported, if earlier")
    )
    place: Line = Field(min_length=1, title=gettext_noop("Where it happened"))
    unit: Code = Field(default="", title=gettext_noop("Handling unit"))
    rough_days: int = Field(
        default=10, ge=1, le=90, title=gettext_noop("About how many days the customer was told")
    )
    course: RequiredText = Field(title=gettext_noop("What happened"))
    estimate: Yuan | None = Field(default=None, title=gettext_noop("Estimated loss"))
    account: Account = Field(default="", title=gettext_noop("Bank account"))
    account_holder: PersonName = Field(default="", title=gettext_noop("Holder of the account"))
    requested: bool = Field(default=False, title=gettext_noop("The customer asks for payment with it"))
    catastrophe: Code = Field(default="", title=gettext_noop("Catastrophe"))
    another_event: bool = Field(
        default=False, title=gettext_noop("It is another event than the one reported before")
    )

    files: list[HandedIn] = Field(default=[], max_length=MOST, title=gettext_noop("Photos and scans"))
