"""Who may decide how much, approvals and authorisations (AUT-01, AUT-02)."""
