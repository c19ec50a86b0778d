"""Sections that stand together: of each its schema, what a child may not loosen, its chapter, its labels."""
