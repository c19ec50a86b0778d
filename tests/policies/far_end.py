"""A policy system at the far end: a real HTTP server that answers by the contract, or in any wrong way."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from redress.outward import signing
from redress.policies.http.answers import fits
from redress.policies.port import MOST, Asked
from redress.policies.values import Policy

SECRET = "between-the-two"


@dataclass
class FarEnd:
    """What it holds, what it was asked, and how it misbehaves: `wrong` answers instead, given the handler."""

    policies: Sequence[Policy] = ()
    wrong: Callable[[BaseHTTPRequestHandler], None] | None = None
    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    unsigned: int = 0
    url: str = ""

    def answer(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        if (method, path) == ("POST", "/core/policies/search"):
            return 200, self._search(body)
        products = {each.product.code: each.product.model_dump(mode="json") for each in self.policies}
        if path == "/core/products":
            return 200, {"products": list(products.values())}
        code = path.removeprefix("/core/products/")
        return (200, products[code]) if code in products else (404, {})

    def _search(self, body: Any) -> Any:
        said = {body["by"]: body["value"]} | ({"born": body["born"]} if "born" in body else {})
        asked = Asked(**said)
        found = [each for each in self.policies if fits(each, Asked(**said | _day(asked)))]
        found.sort(key=lambda each: each.begins, reverse=True)
        return {
            "policies": [each.model_dump(mode="json") for each in found[: body["most"]]],
            "more": len(found) > MOST,
        }


def _day(asked: Asked) -> dict[str, Any]:
    from datetime import date

    return {"born": date.fromisoformat(str(asked.born))} if asked.born else {}


@contextmanager
def serving(end: FarEnd) -> Iterator[FarEnd]:
    class Handler(BaseHTTPRequestHandler):
        def _handle(self) -> None:
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            body = json.loads(content) if content else None
            end.asked.append((self.command, self.path, body))
            at, signature = self.headers.get("X-Time", ""), self.headers.get("X-Signature", "")
            signed = signing.holds(SECRET, self.command, self.path, at, content, signature)
            end.unsigned += not signed
            if end.wrong is not None:
                end.wrong(self)
                return
            status, answer = end.answer(self.command, self.path, body)
            send(self, status, json.dumps(answer).encode())

        do_GET = do_POST = _handle  # noqa: N815 - as the library calls them

        def log_message(self, *_said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    end.url = f"http://127.0.0.1:{server.server_port}/core"
    try:
        yield end
    finally:
        server.shutdown()
        server.server_close()


def send(
    handler: BaseHTTPRequestHandler, status: int, content: bytes, *, promised: int | None = None
) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(content) if promised is None else promised))
    handler.end_headers()
    handler.wfile.write(content)


def hangs(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(4)


def drips(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    try:
        for _ in range(40):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.2)
    except OSError:
        return


def answers(status: int, content: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    return lambda handler: send(handler, status, content)


def breaks_off(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 200, b'{"policies": [', promised=1000)
    handler.connection.close()
