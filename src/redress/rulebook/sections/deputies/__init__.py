"""How long somebody may act for another."""
