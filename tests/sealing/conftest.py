"""Every test has a folder of checkpoints of its own."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.REDRESS_CHECKPOINTS = str(tmp_path / "checkpoints")
    return tmp_path / "checkpoints"
