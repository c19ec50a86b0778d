"""What every test can ask for: a database, real data, a browser. Translations are those of the source."""

from hypothesis import settings

# How long an example takes says how busy the machine is; what must be quick is measured by tests of its own.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

pytest_plugins = [
    "tests.fixtures.database",
    "tests.fixtures.real_data",
    "tests.fixtures.browser",
    "tests.fixtures.insurer",
    "tests.fixtures.desk",
    "tests.fixtures.writers",
]
