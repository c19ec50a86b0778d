"""Lost property at a counter: a kind of file that nobody planned for, of which the house knows nothing."""
