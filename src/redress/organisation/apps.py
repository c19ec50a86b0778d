from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.backends.signals import connection_created


class OrganisationConfig(AppConfig):
    name = "redress.organisation"
    label = "organisation"

    def ready(self) -> None:
        """The log of sign-ins listens; a process that serves comes in by a ticket."""
        from redress.organisation import acting, signals  # noqa: F401

        def come_in(**_more: Any) -> None:
            acting.come_in(settings.REDRESS_PROCESS)

        if settings.REDRESS_PROCESS in acting.RESTS:
            connection_created.connect(come_in, weak=False, dispatch_uid="redress comes in")
