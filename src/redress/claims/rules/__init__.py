"""What is decided without a database: sums, the one-time notice, points of risk."""
