"""Reads of cases. One function a list; each begins at `visible_to` and names its own narrow, indexed condition."""
