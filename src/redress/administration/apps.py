from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "redress.administration"
    label = "administration"
