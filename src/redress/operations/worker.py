"""The job worker: procrastinate on the same database, so that a job commits with what caused it.

One process may serve several lanes; each has a worker of its own in it, so that no lane waits for another.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
from collections import defaultdict
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from procrastinate import App
from procrastinate.contrib.django import app
from procrastinate.worker import Worker

from redress.jobs import taking_up
from redress.jobs.lanes import AT_ONCE
from redress.operations.lifeline import stop_with_parent

logger = logging.getLogger(__name__)

STOP_SECONDS = 10
SIGN_SECONDS = 5.0
LOOK_SECONDS = 5.0
SPARE_THREADS = 8


def run(concurrency: int, lanes: Collection[str] = tuple(AT_ONCE)) -> None:
    """Run jobs of these lanes until SIGINT or SIGTERM; those under way get a while to finish, others stay in the queue.

    At most `concurrency` of a lane at once. If the database goes away the process ends with status 1: whoever
    started it starts it again, and what it leaves behind is taken up.
    """
    stop_with_parent()
    with app.replace_connector(app.connector.get_worker_connector()) as workers_app:
        fault = asyncio.run(_Lanes(workers_app, concurrency, lanes).run())
    if fault is not None:
        logger.error("The worker ends: %s", fault)
        sys.stderr.flush()
        os._exit(1)  # threads that wait for a gateway would keep the process for as long as that


class _Lanes:
    """The workers of the lanes in one event loop."""

    def __init__(self, workers_app: App, concurrency: int, lanes: Collection[str]) -> None:
        self._app = workers_app
        self._under_way: dict[int, set[int]] = defaultdict(set)
        self._forgotten = taking_up.Forgotten()
        self._threads = sum(min(concurrency, AT_ONCE[lane]) for lane in lanes) + SPARE_THREADS
        self._workers = [self._worker(lane, min(concurrency, AT_ONCE[lane])) for lane in lanes]
        self._asked = False

    def _worker(self, lane: str, at_once: int) -> Worker:
        return Worker(
            app=self._app,
            queues=[lane],
            name=f"{socket.gethostname()}-{os.getpid()}-{lane}",
            concurrency=at_once,
            shutdown_graceful_timeout=STOP_SECONDS,
            delete_jobs="successful",
            install_signal_handlers=False,
            update_heartbeat_interval=SIGN_SECONDS,
            stalled_worker_timeout=taking_up.SILENCE_SECONDS,
            worker_middleware=[self._noted],
        )

    async def run(self) -> BaseException | None:
        """Until one is asked to stop or fails; gives the fault, if there was one."""
        loop = asyncio.get_running_loop()
        # Every lane finds a thread, however many of the others hang.
        loop.set_default_executor(ThreadPoolExecutor(self._threads, thread_name_prefix="job"))
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self._stop)
        try:
            async with self._app.open_async():
                self._app.perform_import_paths()  # type: ignore[no-untyped-call]
                return await self._until_one_ends()
        except Exception as fault:
            # The pool that cannot be opened or closed: the database is away.
            return fault

    async def _until_one_ends(self) -> BaseException | None:
        running = [asyncio.create_task(worker.run()) for worker in self._workers]  # type: ignore[no-untyped-call]
        looking = asyncio.create_task(self._look())
        done, _pending = await asyncio.wait([*running, looking], return_when=asyncio.FIRST_COMPLETED)
        looking.cancel()
        for worker in self._workers:
            worker.stop()  # type: ignore[no-untyped-call]
        rest, late = await asyncio.wait(running, timeout=None if self._asked else STOP_SECONDS)
        faults = [fault for task in (done | rest) - {looking} if (fault := task.exception())]
        if looking in done and (fault := looking.exception()):
            faults.append(fault)
        if faults or late or not self._asked:
            return faults[0] if faults else RuntimeError("a lane ended by itself")
        return None

    def _stop(self) -> None:
        self._asked = True
        for worker in self._workers:
            worker.stop()  # type: ignore[no-untyped-call]

    async def _look(self) -> None:
        """Now and then: take up what dead workers, and we ourselves, have left behind."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            await taking_up.of_the_dead(self._app)
            for worker in self._workers:
                if worker.worker_id is not None:
                    under_way = self._under_way[worker.worker_id]
                    await self._forgotten.take_up(self._app, worker.worker_id, under_way)

    async def _noted(self, go_on: Any, context: Any, worker: Worker) -> Any:
        """What this worker is doing, by its own account."""
        under_way = self._under_way[worker.worker_id or 0]
        under_way.add(context.job.id)
        try:
            return await go_on()
        finally:
            under_way.discard(context.job.id)
