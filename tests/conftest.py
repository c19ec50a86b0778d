"""What every test can ask for: a database, real data, a browser."""

pytest_plugins = ["tests.fixtures.database", "tests.fixtures.real_data", "tests.fixtures.browser"]
