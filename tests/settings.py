"""Settings of the tests: the real ones, with a folder of their own and quick passwords."""

import os
import tempfile

os.environ["REDRESS_ENV"] = "test"
os.environ.setdefault("REDRESS_DATA", tempfile.mkdtemp(prefix="redress-test-"))
# Playwright's synchronous interface runs an event loop, in which Django would refuse to touch the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from redress.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
