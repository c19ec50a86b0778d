"""The API as one object: its operations, how errors look, its description."""

from __future__ import annotations

from ninja import Router

from redress.api import handlers
from redress.api.description import DESCRIPTION, Site
from redress.api.endpoints import (
    assessment,
    cases,
    committees,
    evidence,
    figures,
    files,
    law,
    papers,
    policies,
    search,
    suggestions,
)
from redress.assembly import ADDRESSED, FILES

api = Site(
    title="Redress",
    version="1",
    description=DESCRIPTION,
    openapi_url="/openapi.json",
    docs_url=None,
    urls_namespace="api-v1",
)
_READ = {
    "complaints": cases.router,
    "sessions": committees.router,
    "actions": assessment.actions_router,
    "samples": assessment.samples_router,
    "articles": assessment.articles_router,
}
"""Where files of a kind are listed and read; what one address takes stands in one router."""
for _kind in ADDRESSED:
    _router = _READ.get(_kind.path) or Router()
    files.serve(_kind, _router)
    for _served in FILES:
        if _served.path == _kind.path and hasattr(_served.model, "attachments"):
            papers.serve(_served, _kind, _router)
    api.add_router("", _router, tags=[_kind.title])
api.add_router("", law.router, tags=["Law"])
api.add_router("", figures.router, tags=["Figures"])
api.add_router("", policies.router, tags=["Policies"])
api.add_router("", search.router, tags=["Search"])
api.add_router("", suggestions.router, tags=["Suggestions"])
api.add_router("", evidence.router, tags=["Evidence"])
handlers.add_to(api)
