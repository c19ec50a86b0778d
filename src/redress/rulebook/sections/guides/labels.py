"""What the sections and their fields are called."""

from __future__ import annotations

from typing import Final

from redress.rulebook.words import Words

SECTIONS: Final = {
    "guides": Words("理赔服务指南", "Claims guides"),
    "terms": Words("术语解释", "Terms explained"),
    "contact_check": Words("联系方式核对", "Contacts checked"),
}
FIELDS: Final = {
    "causes": Words("出险原因", "causes"),
    "covered": Words("保什么", "covered"),
    "line": Words("险种", "line"),
    "losses": Words("损失类型", "losses"),
    "not_covered": Words("不保什么", "not covered"),
    "remind_days": Words("提前提醒天数", "reminded before (days)"),
    "term": Words("术语", "term"),
}
SPECIAL: Final = {("terms", "means"): Words("意思", "meaning")}
"""Fields that mean something else within what is called so."""
