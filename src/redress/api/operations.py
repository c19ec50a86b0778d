"""What operations say of themselves in the description: their body, their answers, their problems."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from redress.api.problems import Problem

_ALWAYS = (401, 403, 422, 503)
_WITH_BODY = (400, 409, 413, 415)

Answers = dict[int, type[BaseModel]]


def reads(model: type[BaseModel], *problems: int) -> Answers:
    """Answers of a GET."""
    return {200: model, **dict.fromkeys(sorted({*_ALWAYS, *problems}), Problem)}


def writes(model: type[BaseModel], status: int, *problems: int) -> Answers:
    """Answers of a POST."""
    return {status: model, **dict.fromkeys(sorted({*_ALWAYS, *_WITH_BODY, *problems}), Problem)}


def takes(kind: type[BaseModel]) -> dict[str, Any]:
    """A command as request body; redress.api.description adds its schema to the components."""
    required = any(field.is_required() for field in kind.model_fields.values())
    schema = {"$ref": f"#/components/schemas/{kind.__name__}"}
    return {"requestBody": {"required": required, "content": {"application/json": {"schema": schema}}}}
