from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, pre_migrate


class OperationsConfig(AppConfig):
    name = "redress.operations"
    label = "operations"

    def ready(self) -> None:
        from redress import assembly  # noqa: F401 - what is imported first fills what rooms hold open
        from redress.claims.catastrophes.lists import taken_by
        from redress.operations import floor
        from redress.operations.reports.taking import take_for_page

        taken_by(take_for_page)
        last = apps.get_app_config("procrastinate")
        pre_migrate.connect(floor.begin, sender=last)
        # After the last room of all has done what it does after migrations.
        post_migrate.connect(floor.lay, sender=last)
