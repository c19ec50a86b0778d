"""Reports of a catastrophe from a list: one row a report, each through the door of claims (CLM-02, CLM-03)."""
