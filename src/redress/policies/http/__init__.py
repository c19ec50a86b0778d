"""The adapter to a policy system that answers over HTTP; the contract stands in docs/policies.md."""
