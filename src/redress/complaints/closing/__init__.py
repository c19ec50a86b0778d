"""Validity, causes, signatures, callback, the gate before closing, what comes after (CLO-01 to CLO-05, CLO-13)."""
