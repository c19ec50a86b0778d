"""What would have been late: journals replayed under another rulebook or calendar (CLK-10)."""
