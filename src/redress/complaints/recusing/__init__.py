"""Who must keep out of a case, and what follows from it (ORG-13)."""
