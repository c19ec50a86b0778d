"""Addresses of the lists: workbench, search, monitor, alerts; and the public page that verifies letters."""

from django.urls import path

from redress.desk.views import alerts, closing, counts, monitor, saved_views, search, verify, workbench

urlpatterns = [
    path("", workbench.workbench, name="workbench"),
    path("counts", counts.counts, name="counts"),
    path("search", search.search, name="search"),
    path("monitor", monitor.monitor, name="monitor"),
    path("monitor/cases", monitor.cases, name="monitor_cases"),
    path("closing", closing.closing, name="closing"),
    path("alerts", alerts.alerts, name="alerts"),
    path("alerts/read", alerts.read, name="alerts_read"),
    path("verify", verify.verify, name="verify_any"),
    path("verify/<str:code>", verify.verify, name="verify"),
    path("views", saved_views.save, name="view_save"),
    path("views/<int:view>/delete", saved_views.delete, name="view_delete"),
]
