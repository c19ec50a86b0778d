from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "redress.organisation"
    label = "organisation"

    def ready(self) -> None:
        """The log of sign-ins listens."""
        from redress.organisation import signals  # noqa: F401
