"""The description of the API: OpenAPI 3.1, made from the operations and from the commands' own schemas."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from ninja.schema import NinjaGenerateJsonSchema

from redress.api.problems import MEDIA_TYPE
from redress.assembly import ADDRESSED

DESCRIPTION = """Complaint handling for insurers. Every case changes only through commands; each command of the method
is one operation here, and what the method refuses comes back as a problem document (RFC 9457) that names the rule."""


_HEADERS = {
    "ETag": (
        "The version of the file, quoted; send it back as If-Match.",
        {"type": "string", "pattern": '^"[0-9]+"$'},
    ),
    "Location": ("Address of the new file.", {"type": "string"}),
    "Idempotent-Replayed": (
        "Present when the call had been done before under the same key.",
        {"type": "string", "enum": ["true"]},
    ),
}


class Description(OpenAPISchema):
    """Adds what the library leaves out: scopes, the media type of problems, headers, the commands as components."""

    def operation_security(self, operation: Any) -> list[dict[str, Any]] | None:
        super().operation_security(operation)
        return [{"Bearer": [auth.scope]} for auth in operation.auth_callbacks] or None

    def responses(self, operation: Any) -> dict[int, dict[str, Any]]:
        found: dict[int, dict[str, Any]] = super().responses(operation)
        for status, answer in found.items():
            if status >= 400:
                answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
            elif headers := _headers(operation, status):
                answer["headers"] = {
                    name: {"description": _HEADERS[name][0], "schema": _HEADERS[name][1]} for name in headers
                }
        return found

    def get_components(self) -> dict[str, Any]:
        for kind in (command for served in ADDRESSED for command in served.all):
            schema = kind.model_json_schema(
                ref_template=REF_TEMPLATE, schema_generator=NinjaGenerateJsonSchema
            )
            self.add_schema_definitions(schema.pop("$defs", {}))
            self.schemas[kind.__name__] = schema | {"examples": [kind.example]}
        return super().get_components()


def _headers(operation: Any, status: int) -> tuple[str, ...]:
    if operation.methods == ["GET"]:
        return ("ETag",) if "{number}" in operation.path else ()
    if "evidence" in operation.path or operation.path.endswith("/search"):
        return ()
    return ("Location", "ETag", "Idempotent-Replayed") if status == 201 else ("ETag", "Idempotent-Replayed")


class Site(NinjaAPI):
    """The API with its description, which is the same for everybody and made once a process."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        return self._described(path_prefix or self.get_root_path(path_params or {}))

    @lru_cache(maxsize=4)  # noqa: B019 - one site a process
    def _described(self, path_prefix: str) -> OpenAPISchema:
        return Description(self, path_prefix)
