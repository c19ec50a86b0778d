"""The auditor reads the access log in the words of the desk, in the language of the page (SEC-03)."""

from __future__ import annotations

import re

import pytest
from django.urls import URLPattern, get_resolver
from django.utils.translation import override

from redress.casework.access import Action
from redress.desk.pages.access_words import purpose, said
from redress.desk.pages.places import PLACES

pytestmark = pytest.mark.req("SEC-03")

PUBLIC = {"account_login", "account_logout"}

REFUSED = {
    "POST organisation_change 422 code=sc what=deputy deputy=sc.ithead absent=sc.manager ORG-12": (
        "指定代理人：不符合规定；单位 sc；代理人 sc.ithead；缺勤人员 sc.manager",
        ("ORG-12",),
    ),
    "GET leaving 404 person=16": ("离岗交接：不存在或无权查看；人员 #16", ()),
    "GET v1/complaints/L2026-0000001 404 ORG-11": (
        "GET v1/complaints/L2026-0000001：不存在或无权查看",
        ("ORG-11",),
    ),
    "POST v1/complaints/L2026-0000001/commands/attach_evidence 422 attach_evidence: no upload of one's own": (
        "附入证据：不符合规定；试图凭哈希值附入他人上传的文件",
        (),
    ),
    "POST command 403 name=assign FLW-01": ("更换处理人：无权限", ("FLW-01",)),
    "POST session_act 404 number=S2026-0001 name=vote": (
        "表决：不存在或无权查看；编号 S2026-0001",
        (),
    ),
    "token 1 of sc.ithead no longer holds": ("sc.ithead 的令牌 1，已失效", ()),
    "7 API tokens refused": ("无法识别的 API 令牌，7 次", ()),
    "POST closing 200 hand over L2026-0000001 ORG-11; hand over L2026-0000002 ORG-11": (
        "批量结案（提交）：200；移交 L2026-0000001；移交 L2026-0000002",
        ("ORG-11",),
    ),
    "something that nobody knows any more": ("something that nobody knows any more", ()),
}


@pytest.mark.parametrize("fields", REFUSED)
def test_what_was_refused_is_said_in_words(fields):
    with override("zh-hans"):
        found = said(Action.REFUSED, fields)
        assert (found.words, found.rules) == REFUSED[fields]


@pytest.mark.parametrize(
    ("action", "fields", "words"),
    [
        (Action.UNMASK, "party 2: name,id_number,phone", "人员 2：姓名、证件号码、电话"),
        (Action.LOOK_UP, "phone,policy_number", "电话、保单号"),
        (Action.LOOK_UP, "access log", "访问日志"),
        (Action.READ, "letter 川函0001; letter 川函0002", "函件 川函0001；函件 川函0002"),
        (Action.DOWNLOAD, "attachment 3", "文件 3"),
        (Action.UNMASK, "dossier, whole", "卷宗（含完整个人信息）"),
        (Action.EXPORT, "12 entries", "12 条"),
        (Action.READ, "", ""),
    ],
)
def test_what_was_read_is_said_in_words(action, fields, words):
    with override("zh-hans"):
        assert said(action, fields).words == words


def test_for_what_is_said_in_words():
    with override("zh-hans"):
        assert purpose("contact") == "联系客户"
        assert purpose("register from=2026-01-01&unit=sc") == "投诉登记簿 from=2026-01-01 unit=sc"
        assert purpose("ORG-09") == ""
        assert purpose("whatever it was") == "whatever it was"


def test_every_address_of_the_desk_has_a_name():
    desk = next(each for each in get_resolver().url_patterns if getattr(each, "namespace", "") == "desk")
    names = {each.name for each in desk.url_patterns if isinstance(each, URLPattern)}
    assert len(names) > 80
    assert names - set(PLACES) == set()
    with override("zh-hans"):
        english = [name for name, words in PLACES.items() if re.search("[A-Za-z]{4}", str(words))]
    assert english == []
