from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "redress.complaints"
    label = "complaints"

    def ready(self) -> None:
        from redress.complaints.reporting import terms
        from redress.organisation.reporting import terms_from

        terms_from(terms)
