"""Reads of claims. Until the table of clocks knows claims, each read projects the clocks of what it shows."""
