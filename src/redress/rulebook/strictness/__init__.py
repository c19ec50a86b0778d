"""What a child rulebook may not loosen (ORG-14): `whole` asks every section and what no section sees alone."""
