"""Kills every kind of process while clients write, then counts what was acknowledged. See __main__."""
