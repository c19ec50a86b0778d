from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "redress.desk"
    label = "desk"

    def ready(self) -> None:
        from redress.desk import look  # noqa: F401  hears who signs in
