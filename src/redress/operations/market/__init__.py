"""Tables of a market, read from files by a mapping (INS-02)."""
