"""How soon report calls are to be picked up."""
