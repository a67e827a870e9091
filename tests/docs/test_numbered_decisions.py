"""The decisions are numbered in one row, each under the number in its name."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "adr"
DECISIONS = sorted(FOLDER.glob("*.md"))


def test_the_numbers_have_no_gap_and_no_double() -> None:
    assert [int(path.name[:4]) for path in DECISIONS] == list(range(1, len(DECISIONS) + 1))


def test_each_title_has_the_number_of_its_file_and_a_status() -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in DECISIONS}
    assert [path.name for path, text in texts.items() if not text.startswith(f"# {int(path.name[:4])}. ")] == []
    assert [
        path.name for path, text in texts.items() if not re.search(r"^\*\*Status:\*\* accepted, ", text, re.M)
    ] == []
