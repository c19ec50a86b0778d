"""The API as one object: its operations, how errors look, its description."""

from __future__ import annotations

from redress.api import handlers
from redress.api.description import DESCRIPTION, Site
from redress.api.endpoints import cases, commands, committees, evidence, figures, law, session_commands

api = Site(
    title="Redress",
    version="1",
    description=DESCRIPTION,
    openapi_url="/openapi.json",
    docs_url=None,
    urls_namespace="api-v1",
)
api.add_router("", cases.router, tags=["Complaints"])
api.add_router("", law.router, tags=["Law"])
api.add_router("", committees.router, tags=["Committees"])
api.add_router("", session_commands.router, tags=["Committees"])
api.add_router("", commands.router, tags=["Commands"])
api.add_router("", figures.router, tags=["Figures"])
api.add_router("", evidence.router, tags=["Evidence"])
handlers.add_to(api)
