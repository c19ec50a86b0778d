"""What the section and its fields are called."""

from __future__ import annotations

from typing import Final

from redress.rulebook.words import Words

SECTIONS: Final = {
    "lines": Words("险种", "Lines of insurance"),
    "loss_causes": Words("出险原因", "Causes of loss"),
    "losses": Words("损失类型", "Kinds of loss"),
    "papers": Words("理赔材料", "Papers of claims"),
}
FIELDS: Final = {
    "insures": Words("保障对象", "insures"),
    "hurts": Words("人员伤亡", "hurts"),
    "original": Words("须交原件", "handed in as original"),
    "spared": Words("大灾中可以免交", "may fall away in a catastrophe"),
    "requirement": Words("材料要求", "what it must be like"),
}
INSURES: Final = {
    "life": Words("人寿保险", "life insurance"),
    "persons": Words("其他人身保险", "other insurance of persons"),
    "property": Words("财产保险", "insurance of property"),
}
INJURIES: Final = {
    "none": Words("无人伤亡", "nobody hurt"),
    "injured": Words("有人受伤", "somebody injured"),
    "dead": Words("有人死亡", "somebody dead"),
}
