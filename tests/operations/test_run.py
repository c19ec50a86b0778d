"""`redress run` as a user runs it: from an empty folder to a page, and back to nothing."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

pytestmark = pytest.mark.slow

START_SECONDS = 240


class Running:
    """A `redress run` in a process of its own, on a free port, with a data folder of its own."""

    def __init__(self, data: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        away = ("REDRESS_", "DJANGO_", "DATABASE_URL")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(away)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "redress", "run", "--no-demo", "--port", str(self.port)],
            env=inherited | {"REDRESS_DATA": str(data), "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def wait_until_up(self) -> dict[str, str]:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2) as answer:
                    return json.load(answer)
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        self.process.kill()
        raise AssertionError(self.process.communicate()[0])

    def family(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def end(self) -> tuple[int, str]:
        said, _ = self.process.communicate(timeout=40)
        return self.process.returncode, said


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Empty for whoever starts first; the others find there what a start before them left."""
    return tmp_path_factory.mktemp("run") / "data"


@pytest.fixture
def running(data):
    running = Running(data)
    yield running
    if running.process.poll() is None:
        running.process.terminate()
        running.end()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_everything_starts_answers_and_leaves_nothing_behind(running, number, data):
    assert running.wait_until_up()["status"] == "ok"
    family = running.family()
    assert len(family) >= 2
    running.process.send_signal(number)
    status, said = running.end()
    assert status == 0, said
    assert said.rstrip().endswith("Stopped.")
    _, alive = psutil.wait_procs(family, timeout=5)
    assert not alive
    assert not (data / "postgres" / "postmaster.pid").exists()


def test_a_part_that_dies_stops_the_whole_and_is_named(running):
    running.wait_until_up()
    worker = next(child for child in running.family() if "worker" in child.cmdline())
    worker.kill()
    status, said = running.end()
    assert status == 1
    assert "The worker process" in said
