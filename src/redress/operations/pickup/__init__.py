"""The call centre's records of report calls, taken in (CLM-02)."""
