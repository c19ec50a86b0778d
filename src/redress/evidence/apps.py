from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "redress.evidence"
    label = "evidence"
