"""Sections of the rulebook, a folder each: schema, what a child may not loosen, checks, chapter, labels."""
