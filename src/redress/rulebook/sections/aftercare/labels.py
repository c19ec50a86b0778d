"""What the sections are called."""

from __future__ import annotations

from typing import Final

from redress.rulebook.words import Words

SECTIONS: Final = {
    "callback": Words("结案前回访", "Callback"),
    "spot_checks": Words("抽查", "Spot checks"),
}
