from django.urls import path

from redress.operations import health, readiness

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", readiness.readyz, name="readyz"),
    path("metrics", readiness.metrics, name="metrics"),
]
