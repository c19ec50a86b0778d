"""Loading policies and products into the house's own tables (SYS-02)."""
