"""Disposal of files of any kind: proposed by one person, confirmed by a second, and what is left (CLO-10)."""
