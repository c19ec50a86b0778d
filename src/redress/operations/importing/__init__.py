"""Importing registers of other systems: a mapping says what their columns and codes mean (INT-17)."""
