"""Addresses of claims."""

from django.urls import path

from redress.desk.views import claims

urlpatterns = [
    path("claims", claims.claims, name="claims"),
    path("claims/risk", claims.risk, name="claims_risk"),
    path("claims/report", claims.report, name="claim_report"),
    path("claims/<slug:number>", claims.claim, name="claim"),
    path("claims/<slug:number>/do/<slug:name>", claims.do, name="claim_do"),
    path("claims/<slug:number>/dispute", claims.disputed, name="claim_dispute"),
]
