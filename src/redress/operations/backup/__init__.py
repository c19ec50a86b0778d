"""Backup and restore: the database, the files it names, and what proves that both are whole. Never a key."""
