"""Timed work on claims, run by the worker."""

from __future__ import annotations

from redress.claims import contacts_due, unconfirmed
from redress.claims.catastrophes import following
from redress.claims.weighing import weigh_again
from redress.jobs.lanes import HOUSE, SLOW
from redress.jobs.tasks import job


@job(HOUSE)
def follow_catastrophe(catastrophe: int) -> int:
    """What all customers of a catastrophe were just told reaches each of them."""
    return following.follow(catastrophe)


@job(HOUSE, alone="catastrophes", every="* * * * *")
def follow_catastrophes(timestamp: int) -> int:
    """Every minute: claims that were being worked on, or joined, at that moment (CLM-03)."""
    return following.follow_all()


@job(SLOW, alone="weigh claims", every="41 * * * *")
def weigh_claims(timestamp: int) -> int:
    """Every hour: claims that stand out because days went by (CLM-14)."""
    return weigh_again()


@job(HOUSE, alone="contacts", every="17 1 * * *")
def remind_of_contacts(timestamp: int) -> int:
    """Every day: customers whose contacts are to be verified these days, and who verifies them (CLM-01)."""
    return contacts_due.remind()


@job(HOUSE, alone="unconfirmed claim conflicts", every="29 * * * *")
def set_claim_conflicts_aside(timestamp: int) -> int:
    """Every hour: conflicts that one person declared about another and no superior confirmed in time (ORG-13)."""
    return unconfirmed.set_aside()
