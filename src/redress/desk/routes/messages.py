"""Addresses of what leaves the house."""

from django.urls import path

from redress.desk.views import outbox

urlpatterns = [
    path("outbox", outbox.page, name="outbox"),
    path("outbox/<int:message>", outbox.decide, name="outbox_decide"),
    path("me/notifications", outbox.wishes, name="wishes"),
]
