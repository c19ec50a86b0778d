"""Makes a backup while the house works: the database as of one moment, then the files that it names.

Files are written before the rows that name them, and are never changed; so the files copied after the dump hold all
that the dump names. One that a disposal deleted in between is listed as vanished.
"""

from __future__ import annotations

import os
import shutil
import tarfile
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from redress.operations.backup import tools
from redress.operations.backup.manifest import DUMP, FILES, NAME, Kept, Manifest, Role, kept, prints

ARCHIVE = ".tar"


def make(target: Path) -> Manifest:
    """A folder, or one file when the name ends with .tar. Whole or not there. Raises ToolFailed, OSError."""
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    draft.mkdir(parents=True, mode=0o700)
    try:
        manifest = _fill(draft)
        if target.suffix == ARCHIVE:
            packed = draft.with_suffix(".packed")
            with tarfile.open(packed, "w") as archive:
                for path in sorted(draft.rglob("*")):
                    archive.add(path, path.relative_to(draft).as_posix(), recursive=False)
            packed.chmod(0o600)
            packed.replace(target)
        else:
            draft.replace(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return manifest


def _fill(folder: Path) -> Manifest:
    at = timezone.now().isoformat()
    tools.run("pg_dump", "--format=custom", "--no-owner", "--file", str(folder / DUMP))
    files, vanished = _copy(Path(settings.MEDIA_ROOT), folder / FILES)
    files = {DUMP: kept(folder / DUMP), **{f"{FILES}/{name}": said for name, said in files.items()}}
    manifest = Manifest(
        made_at=at,
        server=_server(),
        migrations=_migrations(),
        roles=_roles(),
        keys=prints(),
        files=files,
        vanished=vanished,
    )
    (folder / NAME).write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
    return manifest


def _copy(source: Path, target: Path) -> tuple[dict[str, Kept], list[str]]:
    copied: dict[str, Kept] = {}
    vanished = []
    for path in sorted(source.rglob("*")):
        if not path.is_file():
            continue
        name = path.relative_to(source).as_posix()
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(path, target / name)
        except FileNotFoundError:
            vanished.append(name)
            continue
        copied[name] = kept(target / name)
    return copied, vanished


def _server() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def _migrations() -> dict[str, str]:
    applied = MigrationRecorder(connection).applied_migrations()
    return dict(sorted(applied))  # the last of each app stays


def _roles() -> list[Role]:
    """Of the house: those that own nothing in it need not be there before, but are named by grants and policies."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.rolname, r.rolcanlogin, ARRAY(SELECT g.rolname FROM pg_auth_members m "
            "JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid AND g.rolname LIKE 'redress%')::text[] "
            "FROM pg_roles r WHERE r.rolname LIKE 'redress%' ORDER BY r.rolname"
        )
        return [Role(name=name, login=login, member_of=of) for name, login, of in cursor.fetchall()]
