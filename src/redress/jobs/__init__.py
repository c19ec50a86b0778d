"""Jobs: which lane each kind waits in, and what becomes of one whose worker died. Knows no room."""
