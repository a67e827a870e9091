"""The page on inputs tells every column of the log and of the units table, under every name that is read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.loading.logs.columns import EVENT_COLUMNS, UNIT_COLUMNS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "inputs.md").read_text(encoding="utf-8")


def rows(title: str) -> dict[str, str]:
    section = PAGE[PAGE.index(f"\n## {title}\n") :].split("\n## ", 2)[1]
    told: dict[str, str] = {}
    for columns, names in re.findall(r"^\| (`[^|]+`) \| ([^|]*)\|", section, re.MULTILINE):
        told |= dict.fromkeys(re.findall(r"`([a-z_]+)`", columns), names)
    return told


@pytest.mark.parametrize(("title", "columns"), [("Các cột", EVENT_COLUMNS), ("Bảng đơn vị", UNIT_COLUMNS)])
def test_every_column_is_told_under_every_name(title: str, columns: dict[str, tuple[str, ...]]) -> None:
    told = rows(title)
    assert set(told) == set(columns)
    assert [name for column, names in columns.items() for name in names if name not in told[column]] == []
