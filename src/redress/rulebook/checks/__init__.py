"""What the schema alone cannot see: `whole` asks every section and what lies between them."""
