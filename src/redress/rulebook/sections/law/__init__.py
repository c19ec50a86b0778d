"""What the law gives the customer: being told, remedies, a review, and who may be declined."""
