from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "redress.importing"
    label = "importing"
