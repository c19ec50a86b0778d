"""Leading group and coordination committee: sessions, majorities, what a ruling stands in for."""
