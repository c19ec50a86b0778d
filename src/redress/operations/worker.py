"""The job worker: procrastinate on the same database, so that a job commits with what caused it."""

import os
import socket

from procrastinate.contrib.django import app

from redress.operations.lifeline import stop_with_parent

STOP_SECONDS = 10


def run(concurrency: int) -> None:
    """Run jobs until SIGINT or SIGTERM; those under way get a while to finish, others stay in the queue."""
    stop_with_parent()
    with app.replace_connector(app.connector.get_worker_connector()) as workers_app:
        workers_app.run_worker(
            name=f"{socket.gethostname()}-{os.getpid()}",
            concurrency=concurrency,
            shutdown_graceful_timeout=STOP_SECONDS,
            delete_jobs="successful",
        )
