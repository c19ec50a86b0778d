"""A proposed case, who works on it, and callers of the API."""

from tests.api.conftest import caller  # noqa: F401 - a fixture
from tests.letters.conftest import counsel, number, officer  # noqa: F401 - fixtures
