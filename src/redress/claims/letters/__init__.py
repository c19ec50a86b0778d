"""Letters of claims: the decision notice, what is missing, payment, originals, explanation (CLM-04, CLM-08, CLM-10)."""
