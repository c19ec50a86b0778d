from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "redress.messages"
    label = "outbox"
