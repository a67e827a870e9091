"""Shared ways of writing small logs."""

from __future__ import annotations

from pathlib import Path

import pytest
from log_helpers import Loaded, LoadText, load

from engine.loading.logs import UnitTable


@pytest.fixture
def load_text(tmp_path: Path) -> LoadText:
    """Write a text to a file and load it as a log."""

    def run(text: str | bytes, name: str = "so.csv", encoding: str = "utf-8", units: UnitTable | None = None) -> Loaded:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return load(path, units=units)

    return run
