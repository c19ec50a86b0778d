"""People as commands take them, and as parties of a case."""

from __future__ import annotations

from django.utils.translation import gettext_noop
from pydantic import BaseModel, ConfigDict, Field

from redress.casework import blank
from redress.casework.inputs import Account, Address, Email, IdNumber, PersonName, Phone, PhoneOfBefore
from redress.complaints.kinds import PartyRole
from redress.complaints.models import Complaint, Party


class Person(BaseModel):
    """Somebody in a case (INT-03). Personal data: the journal keeps it masked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: PartyRole = Field(default=PartyRole.COMPLAINANT, title=gettext_noop("Role"))
    name: PersonName = Field(min_length=1, title=gettext_noop("Name"))
    is_organisation: bool = Field(default=False, title=gettext_noop("Organisation"))
    id_number: IdNumber = Field(default="", title=gettext_noop("Identity number"))
    phone: Phone = Field(default="", title=gettext_noop("Telephone"))
    email: Email = Field(default="", title=gettext_noop("E-mail"))
    address: Address = Field(default="", title=gettext_noop("Address"))
    account: Account = Field(default="", title=gettext_noop("Bank account"))


class ImportedPerson(Person):
    """Somebody in a case of another register: as that register has it."""

    phone: PhoneOfBefore = Field(default="", title=gettext_noop("Telephone"))


def party(case: Complaint, person: Person) -> Party:
    """The row of a person."""
    return blank.new(Party, complaint_id=case.id, **dict(person))
