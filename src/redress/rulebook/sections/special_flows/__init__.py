"""Flows beside the usual one: their steps, roles and ladders."""
