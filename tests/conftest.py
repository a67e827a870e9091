"""Shared by all tests: nothing depends on the machine's time zone, language or day."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


@pytest.fixture(autouse=True)
def _fixed_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUYCHE_LANG", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    os.environ.setdefault("PYTHONHASHSEED", "0")


@pytest.fixture
def root() -> Path:
    """The project's folder."""
    return ROOT
