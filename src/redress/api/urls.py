"""Addresses of the HTTP API."""

from django.urls import path

from redress.api import gateways
from redress.api.site import api

urlpatterns = [path("api/gateways/sms/status", gateways.sms, name="sms_status"), path("api/v1/", api.urls)]
