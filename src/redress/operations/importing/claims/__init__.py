"""Histories of claims, one row an event: what claims bring to an import."""
