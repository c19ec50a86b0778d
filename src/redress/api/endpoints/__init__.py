"""Operations of the API: each parses, asks a query or knocks at the one door, and answers."""
