"""What a claim is asked for: lines of insurance, causes and kinds of loss, and the papers each needs."""
