"""The one door: every change of a case is a command of the registry, run by the executor."""
