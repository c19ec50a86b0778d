"""People as commands on claims take them."""

from __future__ import annotations

from django.utils.translation import gettext_noop
from pydantic import BaseModel, ConfigDict, Field

from redress.casework.inputs import Address, Email, IdNumber, PersonName, Phone
from redress.claims.kinds import Role
from redress.privacy.kinds import Kind
from redress.privacy.normalising import normalise


class ClaimPerson(BaseModel):
    """Somebody in a claim. Personal data: the journal keeps it masked."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    role: Role = Field(default=Role.INSURED, title=gettext_noop("Role"))
    name: PersonName = Field(min_length=1, title=gettext_noop("Name"))
    phone: Phone = Field(default="", title=gettext_noop("Telephone"))
    id_number: IdNumber = Field(default="", title=gettext_noop("Identity number"))
    email: Email = Field(default="", title=gettext_noop("E-mail"))
    address: Address = Field(default="", title=gettext_noop("Address"))


def same_name(one: object, other: object) -> bool:
    """Whether two names are one, however they are written."""
    return normalise(str(one), Kind.NAME) == normalise(str(other), Kind.NAME)
