"""How filings stand to each other: repeats, merges, escalations, clusters."""
