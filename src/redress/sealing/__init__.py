"""What was written stays provable: a seal over every change of rows, a tree over all seals, checkpoints (SEC-04)."""
