"""What was said about a case in sessions goes with it; the registers of sessions stay, without words (CLO-10)."""

from typing import Final

EMPTIES: Final = "redress_dispose_sessions"
"""The function of the database that does it, given the key of the case."""
