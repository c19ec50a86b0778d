from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "redress.claims"
    label = "claims"
