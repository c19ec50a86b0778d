"""Addresses of what cases are handled by: rulebook, organisation, calendar."""

from django.urls import path

from redress.desk.views import rulebook

urlpatterns = [
    path("rulebook", rulebook.rulebook, name="rulebook"),
    path("rulebook/compare", rulebook.compare, name="rulebook_compare"),
    path("rulebook/<slug:name>/<str:version>", rulebook.rulebook, name="rulebook_version"),
]
