"""How a case is taken, passed on, settled on the spot, closed and kept."""
