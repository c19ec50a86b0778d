"""The shape of a rulebook."""
