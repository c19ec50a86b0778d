"""Every address of the desk. A group of pages lists its own in `routes/`."""

from redress.desk.routes import (
    cases,
    claims,
    committee,
    files,
    keeping,
    lists,
    messages,
    office,
    policies,
)

app_name = "desk"

urlpatterns = [
    *lists.urlpatterns,
    *cases.urlpatterns,
    *claims.urlpatterns,
    *files.urlpatterns,
    *committee.urlpatterns,
    *office.urlpatterns,
    *messages.urlpatterns,
    *keeping.urlpatterns,
    *policies.urlpatterns,
]
