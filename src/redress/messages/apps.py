from importlib import import_module

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "redress.messages"
    label = "outbox"

    def ready(self) -> None:
        """What it hears of other rooms."""
        import_module("redress.messages.notices.accounts")
