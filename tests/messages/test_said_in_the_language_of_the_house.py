"""What is kept with a message is read by others than the one who acted: it is in the house's language."""

import pytest
from django.utils import translation

from redress.messages import channels
from redress.messages.models import Medium


@pytest.mark.req("COM-10")
def test_why_a_message_was_not_sent_is_kept_in_the_language_of_the_house(settings):
    settings.REDRESS_SMS_URL = ""
    with translation.override("en"):
        kept = channels.missing(Medium.SMS)
    with translation.override(settings.LANGUAGE_CODE):
        assert kept == channels.channel(Medium.SMS).missing() != ""
    assert "尚未配置短信网关" in kept
