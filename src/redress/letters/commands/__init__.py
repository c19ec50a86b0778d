"""What is written on letters: drafting, review, sending, execution."""
