"""The web server: granian, a few processes of several threads each."""

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from redress.operations.lifeline import stop_with_parent

# An idle thread keeps its database connection; a thread that ends must open a new one when work returns.
THREAD_IDLE_SECONDS = 600
STOP_SECONDS = 10


def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Serve until SIGINT or SIGTERM; requests under way are finished first."""
    stop_with_parent()
    Granian(
        "redress.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        blocking_threads_idle_timeout=THREAD_IDLE_SECONDS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
        log_access=False,  # whoever types an address may put anything into it
    ).serve()
