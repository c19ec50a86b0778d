"""Figures: tables of a market as its supervisor publishes them, ratios and ranks among peers (INS-02, INS-03)."""
