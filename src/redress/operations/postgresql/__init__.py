"""Django's PostgreSQL backend, where a request asks it the same small things a hundred times."""
