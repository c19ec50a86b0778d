"""Kinds of input that commands share. Each refuses what cannot be stored or understood."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any

from django.utils import timezone
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, Field, PlainSerializer, SerializationInfo
from pydantic_core import PydanticCustomError

from redress.casework import moment, money
from redress.privacy import telephones
from redress.privacy.masks import Kind, mask
from redress.privacy.visible import hides, unfit, visible

MASKED = {"masked": True}
"""Serialisation context in which personal values come out masked: the journal's."""

A_FILE = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
"""The digest of a file, in examples."""

_SKEW = timedelta(minutes=5)


def _clean(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if value.isascii() and value.isprintable():  # as most words are: what `visible` would make of it, and fit
        return value.strip()
    value = visible(value)
    found = unfit(value)
    if found is not None:
        raise PydanticCustomError(
            "control_character",
            "Character {place} cannot be taken (U+{code}); remove it.",
            {"place": found.place, "code": found.code, "why": found.why},
        )
    return value


def _name_of_file(value: Any) -> Any:
    """Nothing is left out of a file's name: one that hides something was made to be taken for another."""
    hidden = (
        next((n for n, char in enumerate(value) if hides(char)), None) if isinstance(value, str) else None
    )
    if hidden is not None:
        raise PydanticCustomError(
            "control_character",
            "Character {place} cannot be taken (U+{code}); remove it.",
            {"place": hidden + 1, "code": f"{ord(value[hidden]):04X}", "why": "control"},
        )
    return _clean(value)


def _several(value: Any) -> Any:
    """One code is a list of one; each stands once, in the order given."""
    given = [value] if isinstance(value, str) else value
    if not isinstance(given, list | tuple) or not all(isinstance(each, str) for each in given):
        return value  # no codes: the schema says which is none
    return list(dict.fromkeys(each for each in given if each != ""))


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _not_future(value: datetime) -> datetime:
    if value > moment.now() + _SKEW:
        raise PydanticCustomError("in_the_future", "This time lies in the future; enter when it happened.")
    if value.year < 1990:
        raise PydanticCustomError("too_long_ago", "This time lies before 1990; check the year.")
    return value


def _local(value: Any) -> Any:
    """A time without a zone, as an HTML form sends it, is meant in the house's zone."""
    if isinstance(value, str) and value:
        try:
            parsed = datetime.fromisoformat(value)
        except ValueError:
            return value
        value = parsed
    if isinstance(value, datetime) and timezone.is_naive(value):
        return timezone.make_aware(value)
    return None if value == "" else value


def _amount(value: Any) -> Any:
    """Amounts come as numbers or, so that no cent is lost, as text, with the currency and units people write."""
    if isinstance(value, str):
        try:
            return money.read(value)
        except ValueError:
            raise PydanticCustomError("decimal_parsing", "This is not an amount.") from None
    return Decimal(str(value)) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


CLEAN = BeforeValidator(_clean)
"""Holds a text to `privacy.visible`: what nobody sees is left out, what cannot be shown is refused."""
Text = Annotated[str, CLEAN, Field(max_length=5000)]
"""Several lines, at most 5,000 characters."""
RequiredText = Annotated[str, CLEAN, Field(min_length=1, max_length=5000)]
Line = Annotated[str, CLEAN, AfterValidator(_one_line), Field(max_length=200)]
"""One line, at most 200 characters."""
RequiredLine = Annotated[str, CLEAN, AfterValidator(_one_line), Field(min_length=1, max_length=200)]
ShortLine = Annotated[str, CLEAN, AfterValidator(_one_line), Field(max_length=60)]
"""A number or reference, at most 60 characters."""
FileName = Annotated[
    str, BeforeValidator(_name_of_file), AfterValidator(_one_line), Field(min_length=1, max_length=200)
]
"""The name of a file, with its extension."""
CODE_PATTERN = r"^[A-Za-z0-9_.-]*$"
HASH_PATTERN = r"^[0-9a-f]{64}$"
"""What is held to one of these two is no words: the journal keeps it as it is."""

Code = Annotated[str, CLEAN, Field(max_length=40, pattern=CODE_PATTERN)]
"""A code of the rulebook or the organisation."""
Codes = Annotated[list[Code], BeforeValidator(_several)]
"""Several codes of one list, each once; one alone may come as a plain text."""
FileHash = Annotated[str, Field(pattern=HASH_PATTERN)]
"""SHA-256 of a file that is attached to the case."""
FileOrNone = Annotated[FileHash | None, BeforeValidator(lambda value: value or None)]
"""The same, or nothing: a form sends an empty choice."""
PAST = AfterValidator(_not_future)
"""Marks a time that something happened at."""
PastMoment = Annotated[AwareDatetime, PAST, BeforeValidator(_local)]
"""When something happened: aware, not in the future; without a zone the house's zone is meant."""
Moment = Annotated[AwareDatetime, BeforeValidator(_local)]
"""Any time."""
Yuan = Annotated[Decimal, BeforeValidator(_amount), Field(ge=0, max_digits=14, decimal_places=2)]
"""Yuan, two decimals, not negative."""
SignedYuan = Annotated[Decimal, BeforeValidator(_amount), Field(max_digits=14, decimal_places=2)]
"""Yuan of either sign: whether that makes sense is the rule's to say, in words."""
Share = Annotated[Decimal, BeforeValidator(_amount), Field(max_digits=9, decimal_places=6)]
"""A share of something, 0.8 for 80 %: whether it is one is the rule's to say, in words."""


def _dials(value: str) -> str:
    if value and not telephones.dials(value):
        raise PydanticCustomError("no_telephone", "This is no telephone number.")
    return value


def _personal(kind: Kind, size: int, *checks: AfterValidator) -> Any:
    def serialise(value: str, info: SerializationInfo) -> str:
        return mask(value, kind) if info.context and info.context.get("masked") else value

    return Annotated[
        str,
        CLEAN,
        AfterValidator(_one_line),
        Field(max_length=size),
        *checks,
        PlainSerializer(serialise),
    ]


PersonName = _personal(Kind.NAME, 100)
IdNumber = _personal(Kind.ID_NUMBER, 40)
Phone = _personal(Kind.PHONE, 30, AfterValidator(_dials))
PhoneOfBefore = _personal(Kind.PHONE, 30)
"""As another register has it: what nobody can dial is taken over all the same, for somebody to read."""
Email = _personal(Kind.EMAIL, 200)
Address = _personal(Kind.ADDRESS, 300)
Account = _personal(Kind.ACCOUNT, 60)
