"""People as commands take them, and as parties of a case."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from redress.complaints.commands.types import Account, Address, Email, IdNumber, PersonName, Phone
from redress.complaints.kinds import PartyRole
from redress.complaints.models import Complaint, Party


class Person(BaseModel):
    """Somebody in a case (INT-03). Personal data: the journal keeps it masked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: PartyRole = PartyRole.COMPLAINANT
    name: PersonName = Field(min_length=1)
    is_organisation: bool = False
    id_number: IdNumber = ""
    phone: Phone = ""
    email: Email = ""
    address: Address = ""
    account: Account = ""


def party(case: Complaint, person: Person) -> Party:
    """The row of a person."""
    return Party(complaint=case, **dict(person))
