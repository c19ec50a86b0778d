"""Forms and letters: what stands in each, who reviews it."""
