"""What the API answers. Personal data come out masked, whatever the reader's duty (SEC-02)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    model_validator,
)

from redress.casework.next_step import Turn
from redress.privacy.masks import Kind, mask
from redress.rulebook import State


class Out(BaseModel):
    """Read from the attributes of rows."""

    model_config = ConfigDict(from_attributes=True)


Instant = Annotated[datetime, AfterValidator(lambda at: at.astimezone(UTC))]
"""Always told in UTC, so that equal instants look equal."""


def _rows(related: Any) -> Any:
    return list(related.all()) if hasattr(related, "all") else related


T = TypeVar("T")
Rows = Annotated[list[T], BeforeValidator(_rows)]
"""The rows of a related manager."""
Name = Annotated[str, BeforeValidator(partial(mask, kind=Kind.NAME))]
IdNumber = Annotated[str, BeforeValidator(partial(mask, kind=Kind.ID_NUMBER))]
Phone = Annotated[str, BeforeValidator(partial(mask, kind=Kind.PHONE))]
Email = Annotated[str, BeforeValidator(partial(mask, kind=Kind.EMAIL))]
Address = Annotated[str, BeforeValidator(partial(mask, kind=Kind.ADDRESS))]
Account = Annotated[str, BeforeValidator(partial(mask, kind=Kind.ACCOUNT))]
Text = Annotated[str, BeforeValidator(str)]
"""What an object says of itself."""


class OutcomeOut(Out):
    """What a command did. The same whether it was done now or, under the same key, before."""

    number: str
    version: int = Field(description="The version after the command; send it with the next one.")
    state: str
    facts: dict[str, JsonValue]
    at: Instant


class ActOut(Out):
    """A command on a file, and why it cannot be given now; `possible` when nothing stands against it."""

    command: str
    label: str
    possible: bool
    because: str = ""
    rule: str = ""


class ActsOut(BaseModel):
    version: int
    state: str
    items: list[ActOut]


class UnitOut(Out):
    code: str
    name: str


class UserOut(Out):
    username: str
    name: str


class DepartmentOut(Out):
    id: int
    kind: str
    unit: UnitOut


class SummaryOut(Out):
    """A case in a list."""

    number: str
    version: int
    state: State
    state_since: Instant
    unit: UnitOut
    received_unit: UnitOut
    owner: UserOut
    channel: str
    source: str
    received_at: Instant
    registered_at: Instant
    class_code: str
    reason_code: str
    level: str
    complexity: str
    policy_number: str
    claim_number: str
    next_due_at: Instant | None
    next_due_clock: str
    legal_due_at: Instant | None
    closed_at: Instant | None


class PageOut(BaseModel):
    """Some cases, and the cursor of the page after; empty on the last."""

    items: list[SummaryOut]
    next: str


class PersonOut(Out):
    """Masked."""

    role: str
    is_organisation: bool
    name: Name
    id_number: IdNumber
    phone: Phone
    email: Email
    address: Address
    account: Account


class OrderOut(Out):
    number: str
    kind: str
    state: str
    department: DepartmentOut
    opinion: str
    planned_at: Instant | None
    issued_at: Instant
    reply: str
    reply_sent_at: Instant | None
    replied_at: Instant | None
    return_reason: str


class ContactOut(Out):
    kind: str
    means: str
    at: Instant
    reached: bool
    words: str


class FindingOut(Out):
    kind: str
    conclusion: str
    reasons: str
    at: Instant


class ProposalOut(Out):
    position: int
    plan: str
    basis: str
    amount: Decimal | None
    state: str
    at: Instant
    answered_at: Instant | None
    objections: str


class CauseOut(Out):
    code: str
    is_system: bool
    department: DepartmentOut


class SignOffOut(Out):
    department: DepartmentOut
    because: str
    signed_at: Instant | None
    signed_by: UserOut | None
    remark: str


class AttachmentOut(Out):
    sha256: str = Field(validation_alias="blob_id")
    kind: str
    name: str
    at: Instant


class MatterOut(Out):
    """One matter of a complaint that has several, or as another register told it."""

    position: int
    class_code: str
    reason_code: str
    facts: str
    source_coverage: str
    source_reason: str
    source_disposition: str
    company: str = Field(description="Which company it concerns, where another register says it.")
    recovered: Decimal | None = Field(description="What that register's row says was recovered.")


class RegisterDateOut(BaseModel):
    """One of the dates that another register has of a case."""

    what: str = Field(description="The event as rulebooks call it, or 'limit': due on that day, included.")
    at: str = Field(description="A time with its zone, or for a limit its last day.")
    said: str = Field(description="What the register calls it.")

    @model_validator(mode="before")
    @classmethod
    def _of_row(cls, kept: Any) -> Any:
        return dict(zip(("what", "at", "said"), kept, strict=True)) if isinstance(kept, list) else kept


class NextStepOut(Out):
    """What comes next on a case for the token's user, or whose turn it is (FLW-17)."""

    turn: Turn = Field(
        default=Turn.NOBODY,
        description="Whose turn it is. With a command 'me', or 'customer' whose answer the user writes down.",
    )
    command: str = Field(default="", description="What the user may give now; empty where it is not theirs.")
    label: str = Field(default="", description="The command in words, by Accept-Language.")
    reason: str = Field(default="", description="Why it is next, or what is awaited and of whom.")
    rule: str = Field(default="", description="The rule that asks for it.", examples=["FLW-03"])
    since: Instant | None = Field(default=None, description="Since when it is that turn.")


class ComplaintOut(SummaryOut):
    """A case with all that hangs on it."""

    registered_by: UserOut | None
    main_department: DepartmentOut | None
    source_reference: str
    received_place: str
    counted: bool
    class_at_intake: str
    level_at_intake: str
    level_rule: str
    other_classes: dict[str, str]
    complainant_kind: str
    complainants: int
    product_line: str
    product: str
    about: str
    about_whom: str
    facts: str
    demand: str
    amount: Decimal | None
    emotion: str
    temperament: str
    confirmed_at: Instant | None
    validity: str
    validity_reasons: str
    recovered: Decimal
    external_source: str = Field(
        description="The register it was imported from; empty: it was registered here."
    )
    external_number: str = Field(description="Its number there.")
    companies: list[str] = Field(
        validation_alias="external_parties", description="Companies that register names."
    )
    register_dates: list[RegisterDateOut] = Field(
        validation_alias="external_dates", description="What that register says was done, and was due."
    )
    archived_at: Instant | None
    retain_until: date | None
    rulebook: Text = Field(
        description="The rulebook version the case follows, for example 'life-method 2026.1'."
    )
    matters: Rows[MatterOut]
    people: Rows[PersonOut] = Field(validation_alias="parties")
    orders: Rows[OrderOut]
    contacts: Rows[ContactOut]
    findings: Rows[FindingOut]
    proposals: Rows[ProposalOut]
    causes: Rows[CauseOut]
    sign_offs: Rows[SignOffOut]
    attachments: Rows[AttachmentOut]
    next_step: NextStepOut = NextStepOut()


class StoredOut(BaseModel):
    """A file that waits to be attached by who uploaded it. `sha256` is for comparing: it gives no right to the file."""

    upload: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int
    content_type: str
