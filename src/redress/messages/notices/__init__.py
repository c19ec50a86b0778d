"""What the house itself tells its people, without a case: lists of the day, reports on people."""
