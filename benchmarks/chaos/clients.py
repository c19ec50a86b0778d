"""Clients that register complaints through the API, and send again under the same key what was not acknowledged."""

from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.request
import uuid
from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
LAST_SECONDS = 60


class Clients:
    """`acknowledged`: key -> number of the case. `again`: answers other than 201, and none at all."""

    def __init__(self, address: str, token: str, count: int) -> None:
        self.acknowledged: dict[str, str] = {}
        self.again = self.doubts = self.doubts_saved = self.sure = self.sure_saved = 0
        self._address, self._token = address, token
        self._over, self._last = threading.Event(), 0.0
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._write, args=[number], daemon=True) for number in range(count)
        ]

    def __enter__(self) -> Clients:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_fault: object) -> None:
        self.finish()

    def finish(self) -> None:
        """No new complaints; those under way are sent again until they are acknowledged."""
        self._last = time.monotonic() + LAST_SECONDS
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _write(self, client: int) -> None:
        number = 0
        while not self._over.is_set():
            number += 1
            self._until_acknowledged(f"chaos-{client}-{number}-{uuid.uuid4().hex[:8]}", number)

    def _until_acknowledged(self, key: str, number: int) -> None:
        said: set[str] = set()
        while not (self._over.is_set() and time.monotonic() > self._last):
            status, body, replayed = self._send(key, number)
            with self._lock:
                if status == 201:
                    self.acknowledged[key] = str(body["number"])
                    self.doubts_saved += "doubt" in said and replayed
                    # Saved already, although the only answer before was that it was not.
                    self.sure_saved += said == {"sure"} and replayed
                    return
                self.again += 1
                kind = str(body.get("type", "")).rpartition(":")[2]
                self.doubts += kind == "not-known"
                self.sure += kind == "unavailable"
            said.add({"not-known": "doubt", "unavailable": "sure"}.get(kind, "silence"))
            time.sleep(0.2)

    def _send(self, key: str, number: int) -> tuple[int, dict[str, object], bool]:
        body = {
            "channel": "phone_in",
            "received_at": (datetime.now(CHINA) - timedelta(minutes=5)).isoformat(timespec="seconds"),
            "class_code": "payments",
            "facts_repeated": True,
            "people": [{"name": "测试人", "phone": f"139{number % 100_000_000:08d}"}],
            "policy_number": f"P{number:06d}",
            "facts": "退保款逾期未到账",
        }
        asked = urllib.request.Request(
            f"{self._address}/api/v1/complaints",
            json.dumps(body).encode(),
            {
                "Authorization": f"Bearer {self._token}",
                "Idempotency-Key": key,
                "Content-Type": "application/json",
            },
        )
        try:
            with urllib.request.urlopen(asked, timeout=20) as answer:
                return answer.status, json.load(answer), answer.headers.get("Idempotent-Replayed") == "true"
        except urllib.error.HTTPError as refused:
            return refused.code, _body(refused), False
        except (OSError, ValueError):
            return 0, {}, False


def _body(refused: urllib.error.HTTPError) -> dict[str, object]:
    try:
        found: dict[str, object] = json.load(refused)
    except (OSError, ValueError):
        return {}
    return found
