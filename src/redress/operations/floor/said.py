"""The statements that stand in files of their own."""

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parent

_SECRET = "int8send(currval('redress_session_secret'))"  # noqa: S105 - how the secret is asked for, not one
_SECOND = "int8send(currval('redress_session_second'))"
_INNER = f"sha256({_SECOND} || {_SECRET} || convert_to({{said}}, 'UTF8'))"
PROOF = f"encode(sha256({_SECRET} || {_SECOND} || {_INNER}), 'hex')"
"""What proves that this session was told something, as `tickets.proof` makes it. `@proof(...)@` stands for it in files:
written into each function that asks, for a call takes as long as the rest."""

_WANTED = re.compile(r"@proof\((.*?)\)@", re.DOTALL)


def text(name: str) -> str:
    said = (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
    return _WANTED.sub(lambda found: PROOF.format(said=found[1]), said)
