from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "redress.insight"
    label = "insight"
