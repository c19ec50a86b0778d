"""The adapter to tables of the house's own: filled by `redress policies import`."""
