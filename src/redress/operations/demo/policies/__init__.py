"""Policies of the demo insurer: eight products, lapsed and ended ones among them. All people are made up."""

from __future__ import annotations

from importlib.resources import as_file, files

from redress.operations.policies import loading, products
from redress.operations.policies.mapping import Mapping
from redress.sealing.doors import atomic


@atomic("demo")
def load() -> None:
    """Load whatever of it is not there yet, as a list of the insurer's would be."""
    with as_file(files(__name__)) as folder:
        products.load(folder / "products.yaml")
        found = loading.load(folder / "policies.csv", Mapping())
    if found.faults:
        raise ValueError("; ".join(map(str, found.faults)))
