"""What is told, to whom, by which way, and when people are left in peace."""
