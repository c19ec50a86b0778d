"""Addresses of what follows a closing: disposal."""

from django.urls import path

from redress.desk.views import disposal

urlpatterns = [
    path("disposal", disposal.disposal, name="disposal"),
    path("disposal/<str:number>", disposal.certificate, name="certificate"),
]
