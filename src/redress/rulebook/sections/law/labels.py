"""What the sections are called."""

from __future__ import annotations

from typing import Final

from redress.rulebook.words import Words

SECTIONS: Final = {
    "proofs": Words("证明材料", "Proofs"),
    "telling": Words("告知", "Telling the customer"),
    "remedies": Words("救济途径", "Remedies"),
    "review": Words("核查", "Review"),
    "withdrawal": Words("撤回", "Withdrawal"),
    "declining": Words("不予受理", "Declining"),
}
