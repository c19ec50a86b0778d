"""Addresses of sessions of committees and leading groups."""

from django.urls import path

from redress.desk.views import committee

urlpatterns = [
    path("committee", committee.sessions, name="committee"),
    path("committee/call", committee.call, name="session_call"),
    path("committee/issues/<int:body>", committee.issues, name="session_issues"),
    path("committee/<slug:number>", committee.session, name="session"),
    path("committee/<slug:number>/minutes", committee.minutes, name="session_minutes"),
    path("committee/<slug:number>/do/<slug:name>", committee.do, name="session_act"),
]
