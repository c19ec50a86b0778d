"""Claims that are joined follow their catastrophe: by a job, and once more every minute."""

from __future__ import annotations

from procrastinate.contrib.django import app

NAME = "redress.claims.tasks.follow_catastrophe"


def wake(catastrophe: int) -> None:
    """Have its claims follow: the job commits with the change."""
    app.configure_task(NAME).defer(catastrophe=catastrophe)
