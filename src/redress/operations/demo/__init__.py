"""The demo insurer: organisation, people, cases."""
