"""The line to the mail server: connected, encrypted as the address says, signed in, and cut at the deadline."""

from __future__ import annotations

import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings

from redress.outward.deadline import Deadline


class _Watched(smtplib.SMTP):
    """Tells the deadline of its connection before a word is said on it."""

    def __init__(self, deadline: Deadline, secure: ssl.SSLContext | None, **more: Any) -> None:
        self._deadline, self._secure = deadline, secure
        super().__init__(**more)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        line = socket.create_connection((host, port), timeout)
        self._deadline.watch(line)
        return self._secure.wrap_socket(line, server_hostname=host) if self._secure else line


@contextmanager
def connected(deadline: Deadline) -> Iterator[smtplib.SMTP]:
    """smtp://, smtps:// or smtp://...?tls=starttls. Raises what smtplib and the network raise."""
    url = urlsplit(settings.REDRESS_SMTP_URL)
    secure = ssl.create_default_context() if url.scheme == "smtps" else None
    smtp = _Watched(
        deadline,
        secure,
        host=url.hostname or "localhost",
        port=url.port or (465 if secure else 25),
        timeout=settings.REDRESS_GATEWAY_SECONDS,
    )
    try:
        if parse_qs(url.query).get("tls") == ["starttls"]:
            smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo_or_helo_if_needed()
        if url.username:
            smtp.login(unquote(url.username), unquote(url.password or ""))
        yield smtp
    finally:
        smtp.close()
