from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "redress.desk"
    label = "desk"
