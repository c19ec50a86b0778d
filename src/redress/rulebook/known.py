"""Keys by which the code asks for parts of a rulebook: what it knows by name stands here, and nowhere else."""

from typing import Final

LEGAL_LIMIT: Final = "resolution_law"
"""The clock of the legal period (Order 2020-3, art. 18)."""
OF_LAW: Final = frozenset({LEGAL_LIMIT, "decision_law", "payment"})
"""Clocks of law that stand beside one of the method or the service standard."""
OFFICE_LIMIT: Final = "office_limit"
"""The clock of limits that regulators' offices set; each runs by itself, and the earliest of all limits governs."""
RESOLUTION: Final = "resolution"
"""The group of clocks of which the earliest governs (CLK-02)."""
REVIEW: Final = "review"
"""The remedy that the section `review` of the rulebook is about."""
