"""Secrets: from the environment, or (outside production) made once and kept in the data folder.

What they mean is told by `redress.privacy.keys`, which reads them.
"""

import base64
import json
import os
import secrets as random
from collections.abc import Callable
from pathlib import Path

from redress.settings import env

KEY_BYTES = 32
FILE = "secrets.json"
TEST_SEAL_KEY = base64.b64encode(b"one seal for all runs of a test.").decode()
"""Test runs share a database that one of them sealed."""

MAKERS: dict[str, Callable[[], str]] = {
    "REDRESS_SECRET_KEY": lambda: "development-" + random.token_urlsafe(48),
    "REDRESS_FIELD_KEYS": lambda: "dev1:" + new_key(),
    "REDRESS_INDEX_KEY": lambda: new_key(),
    "REDRESS_SEAL_KEY": lambda: new_key() if env.text("REDRESS_ENV") != "test" else TEST_SEAL_KEY,
}


LOGINS = "logins.json"
LOGIN_MAKERS: dict[str, Callable[[], str]] = {
    "web": lambda: random.token_urlsafe(32),
    "worker": lambda: random.token_urlsafe(32),
}
"""Passwords with which web and worker log in to the embedded database, in production as well."""


def new_key() -> str:
    """A fresh key, in base64."""
    return base64.b64encode(random.token_bytes(KEY_BYTES)).decode()


def read(name: str, data: Path, *, keep: bool) -> str:
    """The secret called `name`; made and kept in `data` if it is nowhere and `keep` allows it."""
    if value := env.text(name):
        return value
    if not keep:
        return ""
    return _kept(data / FILE, MAKERS)[name]


def login_password(process: str, data: Path) -> str:
    """The password of 'web' or 'worker' for the embedded database; made once and kept in `data`."""
    return _kept(data / LOGINS, LOGIN_MAKERS)[process]


def _kept(path: Path, makers: dict[str, Callable[[], str]]) -> dict[str, str]:
    kept: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    missing = makers.keys() - kept.keys()
    if missing:
        kept |= {name: makers[name]() for name in sorted(missing)}
        kept = _write_once(path, kept, replace=path.exists())
    return kept


def _write_once(path: Path, kept: dict[str, str], *, replace: bool) -> dict[str, str]:
    """Write for the owner alone; two processes that start at once both end with the first one's secrets."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(kept, file, indent=2)
    if replace:
        draft.replace(path)
        return kept
    try:
        os.link(draft, path)
    except FileExistsError:
        kept = json.loads(path.read_text())
    draft.unlink()
    return kept
