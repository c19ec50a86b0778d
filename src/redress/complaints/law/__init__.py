"""The law's limits and what it wants told: extension, pauses, decision, review (CLK-05, COM-05, AUT-05, AUT-06)."""
