"""Taking a complaint: registering and settling it, who complains, what it is about (INT-01 to INT-14)."""
