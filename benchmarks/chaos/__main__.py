"""`make chaos`: kill -9 of every kind of process under load, with gateways that hang; nothing acknowledged may be lost.

Starts the product in a folder of its own on a free port with the demo insurer, lets clients register complaints through
the API with idempotency keys, and ends web parent, web workers, job workers, back ends and postmaster, one after the
other. Afterwards every acknowledged registration must stand exactly once under its key, everything must verify, and no
job may stand as being done by a worker that is gone. Status 1 if not.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.chaos.clients import Clients
from benchmarks.chaos.house import House
from benchmarks.chaos.killing import Killer

SETTLE_SECONDS = 90


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument(
        "--seconds", type=int, default=180, help="how long processes are killed (default 180)"
    )
    parser.add_argument("--clients", type=int, default=4, help="how many write at the same time (default 4)")
    parser.add_argument("--every", type=float, default=3.0, help="seconds between two kills (default 3)")
    parser.add_argument("--keep", type=Path, help="use this folder and leave it there")
    given = parser.parse_args()
    folder = given.keep or Path(tempfile.mkdtemp(prefix="redress-chaos-"))
    house = House(folder)
    try:
        return _run(house, given)
    finally:
        house.stop()
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)


def _run(house: House, given: argparse.Namespace) -> int:
    house.start()
    print(f"up after {house.until_well():.0f} s; killing for {given.seconds} s", flush=True)
    clients = Clients(house.address, house.token(), given.clients)
    killer = Killer(house)
    with clients:
        until = time.monotonic() + given.seconds
        while time.monotonic() < until:
            killer.kill_one()
            time.sleep(given.every)
        back = house.until_well()
        clients.finish()
    held = house.until_nobody_is_held(SETTLE_SECONDS)
    told = house.ask()
    verified, words = house.verify()
    return _report(clients, killer, back, held, told, verified, words)


def _report(
    clients: Clients, killer: Killer, back: float, held: int, told: dict[str, int], verified: bool, words: str
) -> int:
    twice = [key for key, times in told.items() if times != 1]
    lost = [key for key in clients.acknowledged if key not in told]
    print(f"kills: {sum(killer.kills.values())} " + json.dumps(killer.kills))
    print(f"after the death of the postmaster well again within (s): {', '.join(killer.returns) or '-'}")
    print(f"well again after the last kill: {back:.1f} s")
    print(f"acknowledged: {len(clients.acknowledged)}; refused or unanswered and sent again: {clients.again}")
    print(f"answers that it is not known: {clients.doubts}; of those saved already: {clients.doubts_saved}")
    print(
        f"answers that nothing was saved: {clients.sure}; of those saved nevertheless: {clients.sure_saved}"
    )
    print(f"lost: {len(lost)}; there more than once: {len(twice)}; jobs held by the dead: {held}")
    print(f"verify: {'holds' if verified else 'DOES NOT HOLD'}\n{words}")
    bad = bool(lost or twice or held or not verified or clients.sure_saved or not clients.acknowledged)
    print("FAULT" if bad else "nothing lost, nothing twice")
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
