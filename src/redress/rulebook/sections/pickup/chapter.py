"""The table of picking up calls."""

from __future__ import annotations

from redress.rulebook.paper import Row, Table, Writer


def tables(writer: Writer) -> list[Table]:
    """Within how many seconds, of how many calls, and when is night."""
    pickup = writer.rulebook.method.pickup
    if pickup is None:
        return []
    night = f"{pickup.night_from}:00-{pickup.night_until}:00"
    row = Row((str(pickup.within_seconds), f"{pickup.share}%", night), writer.origin(pickup))
    header = (
        writer.say("多少秒内接听", "Answered within (seconds)"),
        writer.say("至少占比", "Of at least"),
        writer.say("夜间", "Night"),
    )
    return [Table("pickup", writer.say("接报及时率", "Picking up report calls"), header, (row,))]
