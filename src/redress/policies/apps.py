from django.apps import AppConfig


class PoliciesConfig(AppConfig):
    name = "redress.policies"
    label = "policies"
