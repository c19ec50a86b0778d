"""What every test can ask for: a database, real data, a browser. Translations are those of the source."""

import signal
from typing import NoReturn

import pytest
from hypothesis import settings

# A shell that starts the tests in the background has them ignore Ctrl-C, and so every program that they start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# How long an example takes says how busy the machine is; what must be quick is measured by tests of its own.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")

pytest_plugins = [
    "tests.fixtures.order",
    "tests.fixtures.database",
    "tests.fixtures.real_data",
    "tests.fixtures.browser",
    "tests.fixtures.insurer",
    "tests.fixtures.desk",
    "tests.fixtures.writers",
]


@pytest.fixture(autouse=True)
def nobody_looks_for_words_in_what_is_encrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    """What `values()` gives of an encrypted column says nothing: that a word does not stand in it would always hold."""
    from redress.privacy.opening import Sealed

    def said(_sealed: Sealed) -> NoReturn:
        raise AssertionError("this is still encrypted: take it from the row")

    monkeypatch.setattr(Sealed, "__repr__", said)
