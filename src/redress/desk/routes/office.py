"""Addresses of what cases are handled by: rulebook, organisation, calendar."""

from django.urls import path

from redress.desk.views import calendar, leaving, organisation, rulebook, rulebook_life

urlpatterns = [
    path("rulebook", rulebook.rulebook, name="rulebook"),
    path("rulebook/compare", rulebook.compare, name="rulebook_compare"),
    path("rulebook/simulate", rulebook_life.simulate, name="rulebook_simulate"),
    path("rulebook/migrate", rulebook_life.migrate, name="rulebook_migrate"),
    path("rulebook/publish", rulebook_life.publish, name="rulebook_publish"),
    path("rulebook/<slug:name>/<str:version>", rulebook.rulebook, name="rulebook_version"),
    path("organisation", organisation.organisation, name="organisation"),
    path("organisation/person/<int:person>", organisation.person, name="person"),
    path("organisation/person/<int:person>/link", organisation.link, name="password_link"),
    path("organisation/person/<int:person>/deputy", organisation.own_deputy, name="own_deputy"),
    path("organisation/person/<int:person>/account", organisation.account, name="account"),
    path("organisation/person/<int:person>/session", organisation.session, name="session_end"),
    path("organisation/person/<int:person>/leaving", leaving.leave, name="leaving"),
    path("organisation/proposal/<int:proposal>", organisation.proposal, name="proposal"),
    path("organisation/seat/<int:seat>/end", organisation.end_seat, name="seat_end"),
    path("organisation/appointment/<int:appointment>/end", organisation.end, name="appointment_end"),
    path("organisation/deputy/<int:named>/end", organisation.end_deputy, name="deputy_end"),
    path("organisation/notice/<int:notice>", organisation.report, name="change_notice"),
    path("organisation/<slug:code>", organisation.organisation, name="unit"),
    path("organisation/<slug:code>/<slug:what>", organisation.change, name="organisation_change"),
    path("calendar", calendar.calendar, name="calendar"),
    path("calendar/load", calendar.load, name="calendar_load"),
]
