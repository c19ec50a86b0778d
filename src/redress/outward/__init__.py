"""Asking far ends: one call with an end, a signature. Pure; which far end, and what silence means, is the asker's."""
