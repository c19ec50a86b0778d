"""Suggestions: what an insurer's own closed files teach about a text that is being typed (INT-16)."""
