"""Special flows, what the rulebook puts before a step, the emergency process (FLW-10 to FLW-16)."""
