"""The letters of a complaint: what they say of it, what is done to them, what sending one brings about, its dossier."""
