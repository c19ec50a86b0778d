"""How a filing stands to other cases: repeats, escalations, merges, what they share (INT-15, CLO-06 to CLO-08)."""
