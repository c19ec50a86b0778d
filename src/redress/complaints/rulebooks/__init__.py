"""The version of the rulebook that a case follows: moved to another one, or replayed under it (CLK-09, CLK-11)."""
