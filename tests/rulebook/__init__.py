"""Rulebooks: loading, extending, clocks, explanations."""
