"""Makes up cases of the demo insurer by the million, consistent down to clocks and hash chain."""
