"""Who ends somebody's duty is told which open cases are left, and the person sees them no more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from redress.complaints.executor import execute
from redress.complaints.models import Complaint
from tests.complaints.inputs import transfer

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-11", "SEC-01")]


def test_the_open_cases_of_who_goes_are_told_before_and_after(desk, actor, wednesday):
    number = execute(transfer(unit="cd"), actor("sc.officer")).number
    owner = Complaint.objects.get(number=number).owner
    held = list(owner.appointments.all())
    admin, theirs = desk("admin"), desk(owner.username)
    assert theirs.get(f"/case/{number}").status_code == 200
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    for appointment in held:
        address = f"/organisation/appointment/{appointment.pk}/end"
        assert number in admin.get(address).content.decode()
        done = admin.post(address, {"last": yesterday}, follow=True)
    assert number in done.content.decode()
    assert theirs.get(f"/case/{number}").status_code == 404
