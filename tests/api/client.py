"""A caller of the API, as another program would be one."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from tests.fixtures.desk import DeskClient

ROOT = "/api/v1"


@dataclass
class Caller:
    """Speaks JSON with one token; '' is none."""

    token: str = ""
    language: str = "en"
    client: Client = field(default_factory=lambda: DeskClient(raise_request_exception=False))

    def _headers(self, more: dict[str, str] | None) -> dict[str, str]:
        own = {"Accept-Language": self.language} | (
            {"Authorization": f"Bearer {self.token}"} if self.token else {}
        )
        return own | (more or {})

    def get(self, path: str, headers: dict[str, str] | None = None, **query: Any) -> Any:
        return self.client.get(ROOT + path, query, headers=self._headers(headers))

    def post(self, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
        text = body if isinstance(body, (str, bytes)) else json.dumps({} if body is None else body)
        return self.client.post(
            ROOT + path, text, content_type="application/json", headers=self._headers(headers)
        )

    def give(self, number: str, command: str, body: Any = None, headers: dict[str, str] | None = None) -> Any:
        return self.post(f"/complaints/{number}/commands/{command}", body, headers)
