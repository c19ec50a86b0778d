from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    name = "redress.suggestions"
    label = "suggestions"
