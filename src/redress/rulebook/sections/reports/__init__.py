"""Reports on changes of people."""
