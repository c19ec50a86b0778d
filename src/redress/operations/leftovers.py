"""What a PostgreSQL that was killed leaves behind: back ends that hold its shared memory, a pid file of nobody.

A new server does not start while either is there. Only processes that work in that very folder are ended.
"""

from __future__ import annotations

from pathlib import Path

import psutil

ENDED_SECONDS = 10


def postmaster(folder: Path) -> psutil.Process | None:
    """The living server of the folder, as its pid file tells; a zombie that nobody buried is not alive."""
    try:
        number = int((folder / "postmaster.pid").read_text().split("\n", 1)[0])
        process = psutil.Process(number)
        alive = process.status() not in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD)
        return process if alive and _works_in(process, folder) else None
    except (OSError, ValueError, psutil.Error):
        return None


def clear(folder: Path, sockets: Path) -> int:
    """After its postmaster died: end the back ends that are left, forget its lock files; how many were ended.

    Call it only when `postmaster` has found none.
    """
    left = processes(folder)
    for process in left:
        try:
            process.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(left, timeout=ENDED_SECONDS)
    # PostgreSQL itself takes a zombie, or whoever has got the number since, for its server.
    for lock in (folder / "postmaster.pid", *sockets.glob(".s.PGSQL.*")):
        lock.unlink(missing_ok=True)
    return len(left)


def processes(folder: Path) -> list[psutil.Process]:
    """All processes of PostgreSQL that work in the folder."""
    return [each for each in psutil.process_iter(["name"]) if _is_postgres(each) and _works_in(each, folder)]


def _is_postgres(process: psutil.Process) -> bool:
    return str(process.info.get("name") or "").startswith("postgres")


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return Path(process.cwd()) == folder
    except (OSError, psutil.Error):
        return False
