"""How late the sweep is while every gateway hangs: `python -m benchmarks.chaos.late [--messages 10000] [--steps 30]`.

Starts the product as `redress run` does, with far ends that accept and say nothing, and queues messages for all of
them. Then, one after the other, a clock's next step becomes due, and the time is taken until the sweep has taken it.
Status 1 when one waited longer than 15 seconds.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.chaos.house import House

AT_MOST = 15.0
_MEASURE = """
import json, time
from redress.clocks.models import Clock
from redress.complaints import moment
from redress.messages.models import Message, Pause
from redress.organisation.acting import acting_as
from redress.organisation.actor import SYSTEM

MEDIA, late = ["sms", "mail", "wecom", "dingtalk"], []
with acting_as(SYSTEM):
    now = moment.now()
    Message.objects.bulk_create([
        Message(rule="accepted", template="accepted", template_version="0", channel=MEDIA[n % 4], language="zh-hans",
                audience="staff", key=f"late-{n}", whom="测试人", required=True, subject="s", body="b",
                address="a@chaos.example" if MEDIA[n % 4] == "mail" else "13900000000",
                created_at=now, next_attempt_at=now)
        for n in range(MESSAGES)], batch_size=1000)
    time.sleep(20)  # the minute's jobs have begun to talk
    clocks = list(Clock.objects.filter(next_step_at__gt=now).order_by("next_step_at")[:STEPS])
    for clock in clocks:
        began = time.monotonic()
        clock.steps_at[clock.step] = due = moment.now()
        clock.save(update_fields=["steps_at"])
        waits = Clock.objects.filter(pk=clock.pk, next_step_at=due)
        assert waits.exists()  # a step that never became due would not be late
        while waits.exists() and time.monotonic() - began < 120:
            time.sleep(0.1)
        late.append(round(time.monotonic() - began, 1))
        time.sleep(1.7)  # not in step with the sweep
    paused = sorted(Pause.objects.filter(open_since__isnull=False).values_list("medium", flat=True))
    waiting = Message.objects.filter(key__startswith="late-", state__in=["queued", "sending", "uncertain"]).count()
print("TOLD " + json.dumps({"late": sorted(late), "paused": paused, "waiting": waiting}))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--steps", type=int, default=30, help="clocks that become due (default 30)")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="redress-late-"))
    house = House(folder)
    try:
        house.start()
        house.until_well()
        words = _MEASURE.replace("MESSAGES)", f"{given.messages})").replace("[:STEPS]", f"[:{given.steps}]")
        told = json.loads(house.shell(words))
    finally:
        house.stop()
        shutil.rmtree(folder, ignore_errors=True)
    late = told["late"]
    print(f"paused: {', '.join(told['paused']) or '-'}; messages that wait: {told['waiting']:,}")
    if not late:
        print("no clock became due")
        return 1
    print(
        f"{len(late)} steps; late by (s): median {late[len(late) // 2]}, worst {late[-1]}; at most {AT_MOST:g}"
    )
    return int(late[-1] > AT_MOST)


if __name__ == "__main__":
    sys.exit(main())
