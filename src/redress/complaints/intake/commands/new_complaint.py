"""What is said of a complaint when it enters the register: the fields alone, which rules of taking it read."""

from __future__ import annotations

from typing import Annotated

from django.utils.translation import gettext_noop
from pydantic import BaseModel, ConfigDict, Field

from redress.casework.inputs import (
    CLEAN,
    CODE_PATTERN,
    Code,
    Codes,
    Line,
    PastMoment,
    RequiredText,
    ShortLine,
    Text,
    Yuan,
)
from redress.complaints.commands.base import Creating
from redress.complaints.intake.commands.people import Person
from redress.complaints.kinds import About, ComplainantKind, LinkKind, Source

Suggested = Annotated[str, CLEAN, Field(max_length=80, pattern=CODE_PATTERN)]
"""What was suggested for a field while it was typed: 'class_code.payments.83.3' is that code, 83 percent sure, by
version 3. The journal keeps it beside what the person took; nothing follows from it (INT-16)."""


class MatterGiven(BaseModel):
    """A further matter beside the one that the class of the case names."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    class_code: Code = Field(min_length=1, title=gettext_noop("Class"))
    reason_code: Code = Field(default="", title=gettext_noop("Sub-reason"))
    facts: Text = Field(default="", title=gettext_noop("Facts"))


class NewComplaint(Creating):
    """A complaint as it is given; `Register` enters it."""

    channel: Code = Field(min_length=1, title=gettext_noop("Channel"))
    source: Source = Field(default=Source.DIRECT, title=gettext_noop("Passed on by"))
    source_reference: ShortLine = Field(default="", title=gettext_noop("Their reference"))
    received_at: PastMoment = Field(title=gettext_noop("Received at"))
    received_place: Line = Field(default="", title=gettext_noop("Where received"))
    unit: Code = Field(default="", title=gettext_noop("Handling unit"))
    owner: Code = Field(default="", title=gettext_noop("Owner"))

    complainant_kind: ComplainantKind = Field(
        default=ComplainantKind.SELF, title=gettext_noop("Kind of complainant")
    )
    complainants: int = Field(default=1, ge=1, le=100_000, title=gettext_noop("Number of complainants"))
    people: list[Person] = Field(min_length=1, max_length=10, title=gettext_noop("People"))
    papers: list[Code] = Field(default=[], max_length=20, title=gettext_noop("Papers received"))
    policy_number: ShortLine = Field(default="", title=gettext_noop("Policy number"))
    claim_number: ShortLine = Field(default="", title=gettext_noop("Claim number"))
    product_line: ShortLine = Field(default="", title=gettext_noop("Product line"))
    product: Line = Field(default="", title=gettext_noop("Product"))
    sale_stage: Code = Field(default="", title=gettext_noop("Stage of the bank's sale"))

    class_code: Code = Field(min_length=1, title=gettext_noop("Class"))
    reason_code: Code = Field(default="", title=gettext_noop("Sub-reason"))
    level: Code = Field(default="general", title=gettext_noop("Level"))
    complexity: Code = Field(default="simple", title=gettext_noop("Complexity"))
    designated: bool = Field(default=False, title=gettext_noop("Designated as major by the regulator"))
    about: About = Field(default=About.SERVICE, title=gettext_noop("About"))
    about_whom: Line = Field(default="", title=gettext_noop("Complained of"))
    facts: RequiredText = Field(title=gettext_noop("Facts"))
    demand: Text = Field(default="", title=gettext_noop("Demand"))
    amount: Yuan | None = Field(default=None, title=gettext_noop("Amount"))
    emotion: Code = Field(default="", title=gettext_noop("Emotion"))
    temperament: Code = Field(default="", title=gettext_noop("Temperament"))
    soothing: Codes = Field(default=[], max_length=10, title=gettext_noop("Wording used to soothe"))
    facts_repeated: bool = Field(
        default=False, title=gettext_noop("Facts were repeated back to the customer")
    )
    callback_finding: Code = Field(default="", title=gettext_noop("What the callback found"))
    signed: bool = Field(default=False, title=gettext_noop("Customer signed"))
    counted: bool = Field(default=True, title=gettext_noop("Counted in appraisal"))
    matters: list[MatterGiven] = Field(default=[], max_length=10, title=gettext_noop("Further matters"))
    link_to: ShortLine = Field(default="", title=gettext_noop("Earlier case"))
    link_kind: LinkKind | None = Field(default=None, title=gettext_noop("Kind of link"))
    link_reason: Text = Field(default="", title=gettext_noop("Reason, where the rulebook says otherwise"))
    link_new_facts: Text = Field(
        default="", title=gettext_noop("New facts and reasons a merge brings, if any")
    )
    suggested: list[Suggested] = Field(default=[], max_length=5, title=gettext_noop("Suggested"))
