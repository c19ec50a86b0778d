"""What kinds of personal values there are; everything about them stands on this."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """What a personal value is; decides its mask and keeps blind indexes of different kinds apart."""

    NAME = "name"
    ID_NUMBER = "id_number"
    BIRTH = "birth"
    """A day of birth, as 1990-01-31."""
    PHONE = "phone"
    PHONE_TAIL = "phone_tail"
    """The last four digits of a telephone, as a caller is asked for them."""
    EMAIL = "email"
    ADDRESS = "address"
    ACCOUNT = "account"
    TEXT = "text"
    POLICY = "policy"
    CLAIM = "claim"
    AGENT = "agent"
    PRODUCT = "product"
    EXTERNAL = "external"
