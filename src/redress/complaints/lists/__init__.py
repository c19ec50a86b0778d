"""Lists of cases: the queue, the register, what they can be narrowed by, what a row says (FLW-17, SEC-06)."""
