"""What the sections are called."""

from __future__ import annotations

from typing import Final

from redress.rulebook.words import Words

SECTIONS: Final = {
    "soothing": Words("安抚用语", "Soothing words"),
    "taboo": Words("服务忌语", "Taboo phrases"),
    "routing": Words("分派", "Routing"),
    "dispatch_checks": Words("分派条件", "Conditions of dispatch"),
    "formal_cases": Words("立案移交", "Formal cases"),
    "on_the_spot": Words("当场解决权限", "Settlement on the spot"),
    "closing": Words("结案权限", "Who closes"),
    "determining": Words("有效性和原因认定", "Who determines"),
    "before_closing": Words("结案条件", "Before closing"),
    "retention": Words("保存期限", "Retention"),
}
