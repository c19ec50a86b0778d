from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class SealingConfig(AppConfig):
    name = "redress.sealing"
    label = "sealing"

    def ready(self) -> None:
        from redress.sealing import migrating

        pre_migrate.connect(migrating.begin, sender=self)
        post_migrate.connect(migrating.end, sender=self)
