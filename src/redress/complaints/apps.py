from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "redress.complaints"
    label = "complaints"

    def ready(self) -> None:
        from redress.complaints.rulebooks.reporting import longest_deputy, terms
        from redress.organisation.reporting import longest_from, terms_from

        terms_from(terms)
        longest_from(longest_deputy)
