"""Whoever is concerned hears of a deputy: the absent person, the deputy, the superior; each once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from redress.messages.models import Message, StaffContact
from redress.messages.notices.deputies import tell_of_deputies
from redress.organisation.models import User
from tests.organisation import acts as administration

pytestmark = [pytest.mark.django_db, pytest.mark.req("ORG-12")]


def person(name: str) -> User:
    return User.objects.select_related("department__unit").get(username=name)


@pytest.fixture(autouse=True)
def mail(settings):
    settings.REDRESS_SMTP_URL, settings.REDRESS_MAIL_FROM = "smtp://127.0.0.1:9", "complaints@anhe.example"
    for name in ("sc.officer", "sc.handler", "sc.cshead", "sc.manager"):
        StaffContact.objects.create(user=person(name), channels=["mail"], mail=f"{name}@anhe.example")


def told() -> list[tuple[str, str]]:
    rows = Message.objects.filter(rule="deputy").order_by("user__username", "id")
    return list(rows.values_list("user__username", "stands_in_for__username"))


def test_the_three_are_told_themselves_when_one_is_named_and_when_it_is_ended(actor):
    today = timezone.localdate()
    named = administration.name_deputy(
        actor("sc.officer"), person("sc.officer"), person("sc.handler"), today, today + timedelta(9), "年假"
    )
    tell_of_deputies()
    tell_of_deputies()
    assert told() == [("sc.cshead", None), ("sc.handler", None), ("sc.officer", None)]
    body = Message.objects.filter(rule="deputy").first().body
    assert person("sc.handler").name in body and person("sc.officer").name in body
    administration.end_deputy(actor("sc.handler"), named, today)
    tell_of_deputies()
    assert len(told()) == 6
    assert "终止" in Message.objects.filter(rule="deputy").order_by("-id").first().body


def test_a_head_is_a_superior_of_the_department_and_a_manager_of_the_head(actor):
    today = timezone.localdate()
    administration.name_deputy(
        actor("sc.cshead"), person("sc.cshead"), person("sc.handler"), today, today, "病假"
    )
    tell_of_deputies()
    assert ("sc.manager", None) in told()
