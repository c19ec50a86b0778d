"""What the sections are called."""

from __future__ import annotations

from typing import Final

from redress.rulebook.words import Words

SECTIONS: Final = {
    "gates": Words("前置环节", "Gates"),
    "callback_findings": Words("回访问题", "Findings of callbacks"),
    "emergency": Words("应急处理", "Emergency process"),
    "centralised": Words("集中处理业务", "Centralised business"),
    "rereview": Words("上级复核", "Re-review"),
    "judging": Words("责任人判定", "Judging of persons"),
}
