"""The table of picking up calls."""

from __future__ import annotations

from redress.rulebook.paper import Pen, Row, Table


def tables(pen: Pen) -> list[Table]:
    """Within how many seconds, of how many calls, and when is night."""
    pickup = pen.rulebook.method.pickup
    if pickup is None:
        return []
    night = f"{pickup.night_from}:00-{pickup.night_until}:00"
    row = Row((str(pickup.within_seconds), f"{pickup.share}%", night), pen.origin(pickup))
    header = (
        pen.say("多少秒内接听", "Answered within (seconds)"),
        pen.say("至少占比", "Of at least"),
        pen.say("夜间", "Night"),
    )
    return [Table("pickup", pen.say("接报及时率", "Picking up report calls"), header, (row,))]
