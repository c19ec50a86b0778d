"""Codes that a case is described by: channels, classes, levels, complainants, causes."""
