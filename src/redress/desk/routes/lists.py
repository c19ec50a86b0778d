"""Addresses of the lists: workbench, search, monitor, alerts; and the public page that verifies letters."""

from django.urls import path

from redress.desk.views import (
    access_log,
    alerts,
    closing,
    clusters,
    counts,
    exports,
    figures,
    look,
    monitor,
    reviews,
    saved_views,
    search,
    sign_ins,
    verify,
    workbench,
)

urlpatterns = [
    path("", workbench.workbench, name="workbench"),
    path("counts", counts.counts, name="counts"),
    path("search", search.search, name="search"),
    path("monitor", monitor.monitor, name="monitor"),
    path("monitor/cases", monitor.cases, name="monitor_cases"),
    path("figures", figures.figures, name="figures"),
    path("figures/cases", figures.cases, name="figures_cases"),
    path("figures/export", exports.figures, name="figures_export"),
    path("figures/cases/export", exports.counted, name="figures_cases_export"),
    path("figures/register/export", exports.register, name="register_export"),
    path("access-log", access_log.access_log, name="access_log"),
    path("access-log/export", access_log.export, name="access_log_export"),
    path("sign-ins", sign_ins.sign_ins, name="sign_ins"),
    path("clusters", clusters.clusters, name="clusters"),
    path("clusters/cases", clusters.cases, name="clusters_cases"),
    path("reviews", reviews.reviews, name="reviews"),
    path("closing", closing.closing, name="closing"),
    path("me/theme", look.theme, name="theme"),
    path("alerts", alerts.alerts, name="alerts"),
    path("alerts/read", alerts.read, name="alerts_read"),
    path("verify", verify.verify, name="verify_any"),
    path("verify/<str:code>", verify.verify, name="verify"),
    path("views", saved_views.save, name="view_save"),
    path("views/<int:view>/delete", saved_views.delete, name="view_delete"),
]
