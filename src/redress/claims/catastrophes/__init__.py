"""A catastrophe (大灾): one file for the many claims of one flood, with simplified papers and what all are told
(CLM-03, Order 2010-4 Art. 27)."""
