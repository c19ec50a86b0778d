"""Who may decide how much, and who approves."""
