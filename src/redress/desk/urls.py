"""Every address of the desk. A group of pages lists its own in `routes/`."""

from redress.desk.routes import cases, claims, committee, files, house, keeping, lists, messages, policies

app_name = "desk"

urlpatterns = [
    *lists.urlpatterns,
    *cases.urlpatterns,
    *claims.urlpatterns,
    *files.urlpatterns,
    *committee.urlpatterns,
    *house.urlpatterns,
    *messages.urlpatterns,
    *keeping.urlpatterns,
    *policies.urlpatterns,
]
