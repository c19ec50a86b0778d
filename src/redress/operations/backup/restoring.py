"""Puts a backup back: into an empty database and an empty folder only, after its hashes and its keys were checked."""

from __future__ import annotations

import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.db import connection
from psycopg import sql
from pydantic import ValidationError

from redress.operations.backup import tools
from redress.operations.backup.manifest import DUMP, FILES, NAME, Manifest, Role, faults, missing
from redress.operations.speech import gettext as _

MOST_SHOWN = 5


class NotRestored(Exception):
    """Nothing was changed; why is the message."""


def restore(source: Path) -> Manifest:
    """Raises NotRestored before anything is changed, ToolFailed when PostgreSQL refused (then it changed nothing)."""
    with _opened(source) as folder:
        manifest = _manifest(folder)
        _refuse_if_not_empty()
        if lost := missing(manifest):
            raise NotRestored(
                _(
                    "The backup was made under keys that are not here: %(keys)s. Set them (or copy secrets.json of the "
                    "old data folder into the new one), then restore."
                )
                % {"keys": ", ".join(lost)}
            )
        _make_roles(manifest.roles)
        tools.run(
            "pg_restore", "--no-owner", "--single-transaction", "--exit-on-error", "--dbname",
            str(connection.get_connection_params()["dbname"]), str(folder / DUMP),
        )  # fmt: skip
        if (folder / FILES).is_dir():
            shutil.copytree(folder / FILES, settings.MEDIA_ROOT, dirs_exist_ok=True)
    connection.close()
    return manifest


@contextmanager
def _opened(source: Path) -> Iterator[Path]:
    if source.is_dir():
        yield source
        return
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=source.parent) as folder:
        try:
            with tarfile.open(source) as archive:
                _extract(archive, Path(folder))
        except (tarfile.TarError, OSError) as problem:
            raise _no_backup(source, problem) from problem
        yield Path(folder)


def _extract(archive: tarfile.TarFile, folder: Path) -> None:
    """Folders and plain files beneath `folder`, nothing else: a link or a path out of it is none of ours.

    tarfile's own filter is in later releases of Python 3.11 alone.
    """
    for member in archive:
        path = PurePosixPath(member.name)
        if path.is_absolute() or ".." in path.parts or not (member.isdir() or member.isfile()):
            raise tarfile.TarError(member.name)
        target = folder / path
        if member.isdir():
            target.mkdir(parents=True, exist_ok=True)
        elif (content := archive.extractfile(member)) is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            with content, target.open("xb") as file:
                shutil.copyfileobj(content, file)


def _no_backup(path: Path, problem: Exception) -> NotRestored:
    return NotRestored(_("%(path)s is no backup: %(problem)s") % {"path": path, "problem": problem})


def _manifest(folder: Path) -> Manifest:
    try:
        manifest = Manifest.model_validate_json((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValidationError) as problem:
        raise _no_backup(folder, problem) from problem
    found = list(faults(folder, manifest))
    if found:
        shown = "; ".join(found[:MOST_SHOWN])
        raise NotRestored(
            _("The backup is not whole (%(count)d faults): %(faults)s.")
            % {"count": len(found), "faults": shown}
        )
    return manifest


def _refuse_if_not_empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")
        tables = cursor.fetchone()[0]
    folder = Path(settings.MEDIA_ROOT)
    files = folder.is_dir() and any(path.is_file() for path in folder.rglob("*"))
    if tables or files:
        raise NotRestored(
            _(
                "There is something here already (%(tables)d tables in the database, files in %(folder)s: %(files)s). "
                "Restore into an empty database and a new data folder: REDRESS_DATA=..."
            )
            % {"tables": tables, "folder": folder, "files": _("yes") if files else _("no")}
        )


def _make_roles(roles: list[Role]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname FROM pg_roles")
        there = {name for (name,) in cursor.fetchall()}
        new = [role for role in roles if role.name not in there]
        for role in new:
            login = sql.SQL("LOGIN" if role.login else "NOLOGIN")
            cursor.execute(sql.SQL("CREATE ROLE {} {}").format(sql.Identifier(role.name), login))
        for role in new:
            for group in role.member_of:
                cursor.execute(
                    sql.SQL("GRANT {} TO {}").format(sql.Identifier(group), sql.Identifier(role.name))
                )
