"""Closed lists of figures of a market."""

from __future__ import annotations

from enum import StrEnum


class Formula(StrEnum):
    """How a market compares companies; each is told in words by `indexes.FORMULAS`."""

    NY = "ny"
    MICHIGAN = "michigan"
    OREGON = "oregon"
    NAIC = "naic"
    PREMIUM = "premium"
    POLICIES = "policies"
    PERSONS = "persons"


class Gap(StrEnum):
    """Why a company has no value. A value that cannot be computed is none, never 0."""

    NO_DENOMINATOR = "no_denominator"
    ZERO_DENOMINATOR = "zero_denominator"
    NOT_CONFIRMED = "not_confirmed"
    NO_COMPLAINTS_AT_ALL = "no_complaints_at_all"
    SHARE_ROUNDS_TO_ZERO = "share_rounds_to_zero"
