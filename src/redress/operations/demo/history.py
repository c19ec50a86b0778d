"""The property company's history: a public register of complaints, taken over like any other (INT-17)."""

from __future__ import annotations

from importlib.resources import as_file, files
from pathlib import Path

from redress.operations.importing import mapping, runner

UNIT = "psc"
REGISTERS = {
    "ct-2011": ("ct_2011_2019.csv", "ct_complaints_2011_2019.csv"),
    "ct-2018": ("ct_2018_2024.csv", "ct_complaints_2018_2024.csv.gz"),
}
"""Mapping -> the sample that is shipped, and the whole file as it is called in a folder of real registers."""


def load(real_folder: Path | None = None) -> None:
    """Import both registers, whole where `real_folder` has them, else the samples. Again changes nothing."""
    for name, (sample, whole) in REGISTERS.items():
        chosen = mapping.load(name)
        path = real_folder / whole if real_folder else None
        if path and path.is_file():
            runner.run(path, chosen, unit=UNIT)
        else:
            with as_file(files("redress.operations.demo") / "samples" / sample) as shipped:
                runner.run(shipped, chosen, unit=UNIT)
