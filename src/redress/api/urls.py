"""Addresses of the HTTP API."""

from django.urls import path

from redress.api.site import api

urlpatterns = [path("api/v1/", api.urls)]
