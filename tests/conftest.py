"""What every test can ask for: a database, real data, a browser. Translations are those of the source."""

pytest_plugins = [
    "tests.fixtures.database",
    "tests.fixtures.real_data",
    "tests.fixtures.browser",
    "tests.fixtures.insurer",
    "tests.fixtures.desk",
]
