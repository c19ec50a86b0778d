"""These tests want a house with one room more: `tests/casework/test_a_third_kind.py` runs them in one."""

from django.apps import apps

collect_ignore = [] if apps.is_installed("tests.third_kind") else ["test_lost_property.py"]
