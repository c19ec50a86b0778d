from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "redress.api"
    label = "api"

    def ready(self) -> None:
        """A person's tokens end with the person's access."""
        from redress.api import tokens
        from redress.organisation.ending import access_ended

        access_ended.connect(tokens.end_all, dispatch_uid="api.tokens")
