"""PostgreSQL's own programs: those that came with the embedded server, or newer ones of the system."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from django.db import connection

from redress.operations.embedded import BIN
from redress.operations.speech import gettext as _

_NAMES = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
}


class ToolFailed(Exception):
    """A program is not there, or said that it failed: what it said is the message."""


def program(name: str) -> Path:
    """pg_dump or pg_restore, not older than the server. Raises ToolFailed."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        server = int(cursor.fetchone()[0]) // 10_000
    tried = [Path(found) for found in (shutil.which(name), str(BIN / name)) if found and Path(found).exists()]
    fitting = sorted((found, path) for path in tried if (found := _major(path)) >= server)
    if not fitting:
        raise ToolFailed(
            _("%(name)s of PostgreSQL %(major)d or newer is needed and not there: install postgresql-client.")
            % {"name": name, "major": server}
        )
    return fitting[0][1]


def run(name: str, *arguments: str) -> None:
    """Run it on the database of the settings. The password goes by the environment, which nobody else reads."""
    parameters = connection.get_connection_params()
    given = {_NAMES[key]: str(parameters[key]) for key in _NAMES if parameters.get(key)}
    done = subprocess.run(
        [program(name), *arguments], env=os.environ | given, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ToolFailed(f"{name}: {done.stderr.strip()[-2000:]}")


def _major(path: Path) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"(\d+)", said)
    return int(found[1]) if found else 0
