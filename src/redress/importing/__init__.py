"""Files of other registers, of any kind that comes with imports: runs, taking back (INT-17)."""
