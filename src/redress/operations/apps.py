from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "redress.operations"
    label = "operations"
