"""A flood on the Tuojiang, as nouns."""

from __future__ import annotations

from typing import Any

from redress.claims.catastrophes.commands import OpenCatastropheFile
from tests.claims.conftest import report
from tests.fixtures.insurer import local

WORDS = "查勘员已到村，请保留受损物品照片。"


def flood(**given: Any) -> OpenCatastropheFile:
    said: dict[str, Any] = {
        "title": "三月沱江洪水",
        "unit": "psc",
        "places": "金堂县、赵镇",
        "began_at": local("2026-03-01 03:00"),
        "loss_causes": ["disaster"],
        "lines": ["motor", "home"],
        "spared": ["weather"],
    }
    return OpenCatastropheFile.model_validate(said | given)


def flooded(number: int, **given: Any) -> Any:
    """The report of one household; each its own policy and telephone."""
    said: dict[str, Any] = {
        "policy_number": f"H{number:06}",
        "line": "home",
        "loss_cause": "disaster",
        "losses": ["property"],
        "place": "金堂县赵镇三江村",
        "people": [{"name": "村民", "phone": f"138{number:08}"}],
        "course": "房屋进水，家具受损。",
    }
    return report(**(said | given))
