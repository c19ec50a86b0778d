"""Callbacks before closing and spot checks after it."""
