"""Time limits: what starts, stops, pauses and extends each, and who is told on the way."""
