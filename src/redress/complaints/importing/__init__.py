"""Cases of other registers: taken over, gone on with, taken back (INT-17)."""
