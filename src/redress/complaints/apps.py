from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "redress.complaints"
    label = "complaints"

    def ready(self) -> None:
        from redress.complaints.reporting import terms
        from redress.organisation.reporting import terms_from

        terms_from(terms)

        from redress.complaints import rechaining
        from redress.sealing import migrating

        migrating.before_taking_over.append(rechaining.bring_up)
