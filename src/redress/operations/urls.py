from django.urls import path

from redress.operations import health

urlpatterns = [path("healthz", health.healthz, name="healthz")]
