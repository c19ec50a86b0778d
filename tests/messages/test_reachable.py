"""A message goes a way by which it can arrive (COM-10)."""

import pytest

from redress.complaints.executor import execute
from redress.messages.channels import channel
from redress.messages.models import Medium
from redress.messages.reachable import mailbox, mobile
from tests.complaints.inputs import visit as register


@pytest.mark.req("COM-10")
@pytest.mark.parametrize(
    ("written", "reached"),
    [
        ("13800001234", "13800001234"),
        ("+86 138-0000-1234", "13800001234"),
        ("0086 13800001234", "13800001234"),
        ("86-13800001234", "13800001234"),
        ("１３８００００１２３４", "13800001234"),
        ("138\u200b00001234", "13800001234"),
        ("+852 9123 4567", "+85291234567"),
        ("028-86120001", ""),
        ("028-86120001转8012", ""),
        ("400-800-1234", ""),
        ("无", ""),
        ("abc", ""),
        ("13800001111/13900002222", ""),
        ("1380000123", ""),
        ("12800001234", ""),
        ("", ""),
    ],
)
def test_a_text_goes_to_mobile_numbers_alone(written, reached):
    assert mobile(written) == reached
    assert channel(Medium.SMS).address(written) == reached


@pytest.mark.req("COM-10")
@pytest.mark.parametrize(
    ("written", "reached"),
    [
        ("zhang@qq.com", "zhang@qq.com"),
        ("zhang@qq．com", "zhang@qq.com"),
        ("ｚｈａｎｇ＠qq.com", "zhang@qq.com"),
        ("a@b.cn\u200b", "a@b.cn"),
        (" a.b+c@x-y.example ", "a.b+c@x-y.example"),
        ("zhang@例子.中国", "zhang@xn--fsqu00a.xn--fiqs8s"),
        ("投诉人@例子.中国", ""),
        ("zhang", ""),
        ("a@b\r\nBcc: c@d.example", ""),
        ("a@@b.example", ""),
        ("a@.example", ""),
        (f"{'a' * 65}@b.example", ""),
        ("a@" + "例" * 70 + ".cn", ""),
    ],
)
def test_a_mail_goes_to_mailboxes_alone(written, reached):
    assert mailbox(written) == reached
    assert channel(Medium.MAIL).address(written) == reached


@pytest.mark.req("COM-10")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("person", "ways"),
    [
        ({"phone": "13800001234", "email": "someone@example.com"}, ["sms"]),
        ({"phone": "028-86120001", "email": "someone@example.com"}, ["mail"]),
        ({"phone": "", "email": "投诉人@例子.中国"}, []),
    ],
)
def test_who_cannot_get_a_text_is_told_by_mail_and_nobody_is_said_to_be_told_in_vain(
    actor, wednesday, person, ways
):
    said = execute(register(people=[{"name": "有邮箱", **person}]), actor("cd.officer"))
    assert [told["by"] for told in said.facts.get("told", []) if "user" not in told] == ways
