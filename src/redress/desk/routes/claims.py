"""Addresses of claims."""

from django.urls import path

from redress.desk.views import catastrophes, claims, pickup

urlpatterns = [
    path("claims", claims.claims, name="claims"),
    path("claims/risk", claims.risk, name="claims_risk"),
    path("claims/disputes", claims.disputed_points, name="claims_disputes"),
    path("claims/pickup", pickup.pickup, name="claims_pickup"),
    path("claims/report", claims.report, name="claim_report"),
    path("claims/report/on", claims.report_on, name="claim_report_on"),
    path("claims/report/policy", claims.reported_policy, name="claim_report_policy"),
    path("claims/catastrophes", catastrophes.catastrophes, name="catastrophes"),
    path("claims/catastrophes/open", catastrophes.open_one, name="catastrophe_open"),
    path("claims/catastrophes/<slug:number>", catastrophes.catastrophe, name="catastrophe"),
    path("claims/catastrophes/<slug:number>/do/<slug:name>", catastrophes.do, name="catastrophe_do"),
    path("claims/catastrophes/<slug:number>/list", catastrophes.listed, name="catastrophe_list"),
    path("claims/catastrophes/<slug:number>/join", catastrophes.join, name="catastrophe_join"),
    path("claims/<slug:number>", claims.claim, name="claim"),
    path("claims/<slug:number>/timeline", claims.timeline, name="claim_timeline"),
    path("claims/<slug:number>/policy", claims.policy, name="claim_policy"),
    path("claims/<slug:number>/clock", claims.clock, name="claim_clock"),
    path("claims/<slug:number>/clock/ended", claims.ended, name="claim_clocks_ended"),
    path("claims/<slug:number>/sum", claims.summed, name="claim_sum"),
    path("claims/<slug:number>/do/dispute", claims.disputed, name="claim_dispute"),
    path("claims/<slug:number>/do/<slug:name>", claims.do, name="claim_do"),
]
