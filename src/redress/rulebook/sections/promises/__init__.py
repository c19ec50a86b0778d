"""What was promised to a customer, and how far off it may lie."""
