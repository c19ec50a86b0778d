"""The house of the tests, with one room more."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS as ROOMS

INSTALLED_APPS = [*ROOMS, "tests.third_kind"]
