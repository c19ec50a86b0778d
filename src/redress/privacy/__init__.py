"""Personal data: encrypted by field, found by blind index, masked on screen (SEC-02)."""
