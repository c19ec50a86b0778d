"""Columns of a village's list, by the names that people give them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

NAMES: Final = {
    "policy_number": ("保单号", "保单号码", "保险单号", "policy number"),
    "name": ("姓名", "户主", "户主姓名", "被保险人", "农户姓名", "name"),
    "phone": ("电话", "联系电话", "手机", "手机号", "电话号码", "telephone"),
    "id_number": ("身份证号", "身份证号码", "身份证", "证件号码", "identity number"),
    "place": ("地点", "出险地点", "地址", "住址", "place"),
    "occurred_at": ("时间", "出险时间", "出险日期", "日期", "time"),
    "line": ("险种", "line"),
    "losses": ("损失类型", "损失", "loss"),
    "course": ("受损情况", "经过", "情况", "情况说明", "what happened"),
    "estimate": ("估计损失", "估损金额", "损失金额", "estimated loss"),
    "account": ("银行账号", "账号", "卡号", "account"),
    "account_holder": ("户名", "开户名", "holder"),
}
NEEDED: Final = ("policy_number", "name")
"""Without these there is no report."""
WANTED: Final = frozenset(name for field in NEEDED for name in NAMES[field])


def places(header: Sequence[str]) -> dict[str, int]:
    """Field -> the column that holds it."""
    known = {name: field for field, names in NAMES.items() for name in names}
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        field = known.get(name.strip().lower())
        if field is not None:
            found.setdefault(field, place)
    return found
