"""The statements that stand in files of their own."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def text(name: str) -> str:
    return (FOLDER / f"{name}.sql").read_text(encoding="utf-8")
