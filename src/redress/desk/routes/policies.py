"""Addresses of policies and claims guides."""

from django.urls import path

from redress.desk.views import policies

urlpatterns = [
    path("policies", policies.look_up, name="policies"),
    path("policies/policy", policies.policy, name="policy"),
    path("policies/contacts", policies.contacts, name="policy_contacts"),
    path("guides", policies.all_guides, name="guides"),
    path("guides/<slug:kind>", policies.guide, name="guide"),
    path("guides/<slug:kind>.pdf", policies.guide_pdf, name="guide_pdf"),
]
