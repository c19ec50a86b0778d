"""What the sections are called."""

from __future__ import annotations

from typing import Final

from redress.rulebook.words import Words

SECTIONS: Final = {
    "authority": Words("处理权限", "Authority limits"),
    "approvers": Words("审批人", "Approvers"),
}
