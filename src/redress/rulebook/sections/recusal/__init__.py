"""Which ground keeps whom out of what."""
