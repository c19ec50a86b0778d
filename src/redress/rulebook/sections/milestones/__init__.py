"""What the customer is told on the way of a claim, unasked."""
