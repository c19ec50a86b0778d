"""Addresses of what leaves the house."""

from django.urls import path

from redress.desk.views import daily, outbox

urlpatterns = [
    path("outbox", outbox.page, name="outbox"),
    path("outbox/<int:message>", outbox.decide, name="outbox_decide"),
    path("daily", daily.daily, name="daily"),
    path("me/notifications", outbox.wishes, name="wishes"),
]
