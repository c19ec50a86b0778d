"""What every kind of file (案卷) shares: refusals, words, time, paging, the chain of its journal. Knows no product."""
