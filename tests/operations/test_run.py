"""`redress run` as a user runs it: from an empty folder to a page, and back to nothing."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

import redress

pytestmark = pytest.mark.slow

START_SECONDS = 240


class Running:
    """A `redress run` in a process of its own, on a free port, with a data folder of its own."""

    def __init__(self, data: Path, port: int = 0, **more: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = port or probe.getsockname()[1]
        away = ("REDRESS_", "DJANGO_", "DATABASE_URL")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(away)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "redress", "run", "--no-demo", "--port", str(self.port)],
            env=inherited | {"REDRESS_DATA": str(data), "PYTHONPATH": os.pathsep.join(sys.path)} | more,
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

    def end(self, seconds: float = 40) -> tuple[int, str]:
        said, _ = self.process.communicate(timeout=seconds)
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
    told = {each.environ().get("REDRESS_ADDRESS") for each in psutil.Process(running.process.pid).children()}
    assert told == {f"http://localhost:{running.port}/"}, "letters say to verify them where the site runs"
    running.process.send_signal(number)
    status, said = running.end()
    assert status == 0, said
    assert said.rstrip().endswith("Stopped.")
    _, alive = psutil.wait_procs(family, timeout=5)
    assert not alive
    assert not (data / "postgres" / "postmaster.pid").exists()


def part(running, *words):
    """The process of `running` whose command line says that; None while there is none."""
    for each in psutil.Process(running.process.pid).children():
        with suppress(psutil.NoSuchProcess):  # it ended since it was listed
            if all(word in each.cmdline() for word in words):
                return each
    return None


def well(running):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{running.port}/healthz", timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def postmaster(data):
    """The process number of the database server; None while there is none."""
    try:
        return int((data / "postgres" / "postmaster.pid").read_text().split()[0])
    except (FileNotFoundError, IndexError):
        return None


def until(true, seconds):
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds
        time.sleep(0.1)
    return time.monotonic() - began


@pytest.mark.req("SEC-07")
def test_what_dies_is_started_again_and_the_whole_goes_on(running):
    running.wait_until_up()
    for words in (("worker", "clocks"), ("worker", "messages"), ("worker", "house"), ("serve",)):
        dead = part(running, *words)
        dead.kill()
        until(lambda: (new := part(running, *words)) and new.pid != dead.pid, 20)  # noqa: B023
        until(lambda: well(running), 30)
    assert running.process.poll() is None
    running.process.terminate()
    status, said = running.end()
    assert status == 0
    assert said.count("it is started again") == 4


@pytest.mark.req("SEC-07")
def test_after_the_death_of_the_database_server_all_is_well_again_soon(running, data):
    running.wait_until_up()
    for _round in range(2):
        dead = postmaster(data)
        os.kill(dead, signal.SIGKILL)
        # It may be back between two looks: what is waited for is another server, and all well on it.
        took = until(lambda: postmaster(data) not in (dead, None) and well(running), 30)  # noqa: B023
        print(f"healthy again after {took:.1f} s")
    assert running.process.poll() is None


@pytest.mark.req("SEC-07")
def test_a_fault_that_repeats_ends_the_whole_with_its_name_and_last_words(data):
    running = Running(data, REDRESS_WEB_THREADS="none")  # `redress serve` refuses that and ends
    status, said = running.end(seconds=90)
    assert status == 1
    assert "The web process ended 8 times within a minute" in said
    assert "REDRESS_WEB_THREADS" in said or "'none' is not a valid" in said
    assert not (data / "postgres" / "postmaster.pid").exists(), said


@pytest.mark.req("SYS-04")
def test_a_second_start_in_the_same_folder_is_told_where_the_first_is(running, data):
    running.wait_until_up()
    status, said = Running(data).end()
    assert status == 2
    assert f"http://localhost:{running.port}/" in said
    assert "REDRESS_DATA" in said
    assert well(running)


@pytest.mark.req("SYS-04")
def test_a_taken_port_is_told_with_one_that_may_do(data):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, said = Running(data, port=port).end()
    assert status == 2
    assert f"Port {port} of 127.0.0.1 is taken" in said
    assert "Traceback" not in said


def before_our_code(said: str) -> bool:
    """Whether Python was interrupted while it looked for what to run: no line of any file was read yet."""
    named = re.findall(r'^  File "([^"]+)"', said, re.MULTILINE)
    return said.startswith("Could not import runpy module") or {*named} == {"<frozen runpy>"}


@pytest.mark.req("SYS-04")
@pytest.mark.parametrize("after", [0.05, 0.3, 0.8, 1.2, 1.6, 2.2, 3.0, 5.0, 9.0])
def test_interrupted_at_any_moment_of_the_first_start_it_leaves_nothing_and_the_next_works(tmp_path, after):
    data = tmp_path / "first"
    first = Running(data)
    time.sleep(after)
    family = first.family()
    first.process.send_signal(signal.SIGINT)
    status, said = first.end()
    # Python itself says this, and ends with 1, when it is interrupted before any of our code was read.
    if not before_our_code(said):
        assert status in (0, 130, -signal.SIGINT), said
        assert "Traceback" not in said
    _, alive = psutil.wait_procs(family, timeout=5)
    assert not alive
    assert not [each for each in psutil.process_iter(["cwd"]) if each.info["cwd"] == str(data / "postgres")]
    if after in (1.2, 1.6, 3.0):
        again = Running(data)
        again.wait_until_up()
        again.process.terminate()
        assert again.end()[0] == 0


WHAT_THE_FIRST_START_SAYS = """
import sys
from redress.operations.run import prepare, run

def look(*, demo):
    from redress.messages import channels
    print(channels.missing("sms"))
    raise KeyboardInterrupt

prepare.everything = look
sys.exit(run("127.0.0.1", int(sys.argv[1]), demo=False))
"""


@pytest.mark.req("SYS-04")
def test_the_first_start_keeps_words_in_the_houses_language(tmp_path):
    """Where no catalogue is compiled yet, as in a fresh clone, the demo wrote English into a Chinese house."""
    source = Path(redress.__file__).resolve().parent
    shutil.copytree(
        source, tmp_path / "src" / "redress", ignore=shutil.ignore_patterns("*.mo", "vendor", "__pycache__")
    )
    away = ("REDRESS_", "DJANGO_", "DATABASE_URL")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(away)}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    done = subprocess.run(
        [sys.executable, "-c", WHAT_THE_FIRST_START_SAYS, str(port)],
        env=inherited | {"REDRESS_DATA": str(tmp_path / "var"), "PYTHONPATH": str(tmp_path / "src")},
        capture_output=True,
        text=True,
        timeout=START_SECONDS,
        check=False,
    )
    assert "尚未配置短信网关。" in done.stdout, done.stdout + done.stderr
