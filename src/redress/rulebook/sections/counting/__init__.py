"""What counts as a complaint in which figure."""
