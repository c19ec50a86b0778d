"""The product under test: started as anybody starts it, with far ends that accept and say nothing."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import psutil

START_SECONDS = 600
_ASK = """
import json
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT key, count(*) FROM complaints_journalentry WHERE key LIKE 'chaos-%%' GROUP BY key")
    print("TOLD " + json.dumps(dict(cursor.fetchall())))
"""


class House:
    """`redress run` in `folder` on a free port."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.data.mkdir(parents=True, exist_ok=True)
        self.port = _free()
        self.address = f"http://127.0.0.1:{self.port}"
        self._log = (folder / "run.log").open("ab")
        self._hanging = [_hanging() for _ in range(4)]
        self._process: subprocess.Popen[bytes] | None = None
        away = ("REDRESS_", "DATABASE_URL")
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(away)}
        self._env = inherited | {
            "REDRESS_DATA": str(self.data),
            "REDRESS_RESTARTS": "1000",
            "REDRESS_SMS_URL": f"http://127.0.0.1:{self._hanging[0]}/v1",
            "REDRESS_SMS_SECRET": "nobody hears it",
            "REDRESS_SMTP_URL": f"smtp://127.0.0.1:{self._hanging[1]}",
            "REDRESS_MAIL_FROM": "complaints@chaos.example",
            "REDRESS_WECOM_URL": f"http://127.0.0.1:{self._hanging[2]}/send",
            "REDRESS_DINGTALK_URL": f"http://127.0.0.1:{self._hanging[3]}/send",
            "REDRESS_DINGTALK_SECRET": "nobody hears it either",
        }

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "redress", "run", "--port", str(self.port)],
            env=self._env,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(60)
            self._process.kill()

    def well(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def until_well(self) -> float:
        """Seconds until /healthz answers 200."""
        began = time.monotonic()
        while not self.well():
            if self._process is None or self._process.poll() is not None:
                raise SystemExit(f"redress run ended; see {self._log.name}")
            if time.monotonic() - began > START_SECONDS:
                raise SystemExit("it does not come up")
            time.sleep(0.1)
        return time.monotonic() - began

    def token(self) -> str:
        said = self._command(
            "token", "create", "sc.officer", "--scopes", "read,register", "--days", "1", "--name", "chaos"
        )
        return said.stdout.strip().splitlines()[-1]

    def parts(self) -> dict[str, list[psutil.Process]]:
        """The living processes by kind."""
        found: dict[str, list[psutil.Process]] = {}
        if self._process is None:
            return found
        for child in psutil.Process(self._process.pid).children():
            words = child.as_dict(["cmdline"])["cmdline"] or []
            kind = "web parent" if "serve" in words else f"worker {words[-1]}" if "worker" in words else ""
            if kind:
                found.setdefault(kind, []).append(child)
            if kind == "web parent":
                with suppress(psutil.Error):
                    found["web worker"] = [each for each in child.children() if each.status() != "zombie"]
        with suppress(OSError, ValueError, psutil.Error):
            number = int((self.data / "postgres" / "postmaster.pid").read_text().split()[0])
            postmaster = psutil.Process(number)
            found["postmaster"] = [postmaster]
            found["back end"] = [each for each in postmaster.children() if _serves(each)]
        return found

    def until_nobody_is_held(self, seconds: int) -> int:
        """How many jobs dead workers still hold after that time."""
        until, held = time.monotonic() + seconds, 1
        while held and time.monotonic() < until:
            time.sleep(2)
            with (
                suppress(urllib.error.URLError, OSError, ValueError),
                urllib.request.urlopen(f"{self.address}/readyz", timeout=5) as answer,
            ):
                held = json.load(answer)["waiting"]["jobs"]["held_by_dead_workers"]
        return held

    def ask(self) -> dict[str, int]:
        """How often each key stands in a journal."""
        told: dict[str, int] = json.loads(self.shell(_ASK))
        return told

    def shell(self, words: str) -> str:
        """Run Python in the house, as the owner of its tables; what it said after the word TOLD."""
        done = self._command("manage", "shell", "-c", words)
        for line in done.stdout.splitlines():
            if line.startswith("TOLD "):
                return line.removeprefix("TOLD ")
        raise SystemExit(f"the shell told nothing: {done.stderr[-2000:]}")

    def verify(self) -> tuple[bool, str]:
        done = self._command("verify")
        return done.returncode == 0, "\n".join(done.stdout.strip().splitlines()[-12:])

    def _command(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "redress", "--lang", "en", *words],
            env=self._env,
            capture_output=True,
            text=True,
            check=False,
        )


def _serves(process: psutil.Process) -> bool:
    """A back end of a client, and no process of the server's own."""
    said = " ".join(process.as_dict(["cmdline"])["cmdline"] or [])
    return "[local]" in said


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _hanging() -> int:
    """A far end that accepts and says nothing."""
    server = socket.create_server(("127.0.0.1", 0), backlog=500)
    held: list[socket.socket] = []

    def accept() -> None:
        with suppress(OSError):
            while True:
                held.append(server.accept()[0])

    threading.Thread(target=accept, daemon=True).start()
    return int(server.getsockname()[1])
