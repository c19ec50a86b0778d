"""Carrying a case on: orders to departments, contact, investigation, what was promised (FLW-02 to FLW-09)."""
