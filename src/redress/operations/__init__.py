"""The face for operators: command line, embedded server, worker, health."""
