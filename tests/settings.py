"""Settings of the tests: the real ones, with a folder of their own and quick passwords."""

import atexit
import multiprocessing
import os
import shutil
import tempfile
from pathlib import Path

_CHILD = multiprocessing.parent_process() is not None
"""A process that a test's own begins with has the folder of that one, and its keys."""

if not _CHILD:
    _folder = Path(tempfile.mkdtemp(prefix="redress-test-"))
    (_folder / "static").mkdir()
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    os.environ["REDRESS_DATA"] = str(_folder)

os.environ["REDRESS_ENV"] = "test"
# Playwright's synchronous interface runs an event loop, in which Django would refuse to touch the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from redress.operations import catalogue  # noqa: E402
from redress.settings import *  # noqa: E402, F403

# Django translates a word of its own while it sets itself up, and keeps the catalogue it found then.
if not _CHILD:
    catalogue.compile_all()

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

REDRESS_FONTS: list[str] = []
"""A font of this machine would make letters other ones than elsewhere."""
