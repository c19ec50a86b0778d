"""Addresses of the lists: workbench, search, monitor, alerts."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
