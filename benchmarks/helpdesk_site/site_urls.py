"""django-helpdesk at the root, as its documentation advises for a site of its own."""

from django.urls import include, path

urlpatterns = [path("", include("helpdesk.urls", namespace="helpdesk"))]
