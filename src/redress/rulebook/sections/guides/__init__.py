"""Claims guides in plain words, the terms of art they explain, and how often contacts are checked."""
