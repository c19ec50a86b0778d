"""Lanes: a job waits for jobs of its own lane and for no other. Clocks never wait for a gateway, mail never for SMS."""

from __future__ import annotations

from redress.rulebook.sections.messages.ways import WAYS

CLOCKS = "clocks"
"""What is due by the rulebook. Nothing that talks to somebody outside the house, nothing slow."""
HOUSE = "house"
"""Short work of the day: lists of the morning, reminders, the rest of disposals."""
SLOW = "slow"
"""What may take minutes: recomputing deadlines, moving cases to a new rulebook, checkpoints, verification."""
CHANNELS = tuple(way for way in WAYS if way != "screen")
BEFORE = "default"
"""Where jobs stood before there were lanes."""


def channel(medium: str) -> str:
    """The lane of messages that go this way."""
    return f"message-{medium}"


AT_ONCE: dict[str, int] = {
    CLOCKS: 2,
    HOUSE: 1,
    SLOW: 1,
    **{channel(medium): 2 for medium in CHANNELS},
    BEFORE: 1,
}
"""How many jobs of a lane one process does at the same time."""

PROCESSES: dict[str, tuple[str, ...]] = {
    "clocks": (CLOCKS,),
    "messages": tuple(channel(medium) for medium in CHANNELS),
    "house": (HOUSE, SLOW, BEFORE),
}
"""Lanes that share a process: what computes for minutes or hangs has none in common with the clocks."""
