"""The claims service desk: what the customer meets around a claim that the core system calculates."""
