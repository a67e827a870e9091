"""Every mistake of a bad file is reported in one run, at its own line. The expected codes stand on the guilty lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.diagnostics import entries, render_diagnostics
from engine.loading.rules import load_rules

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))
EXPECTED = re.compile(r"# lỗi: ((?:[A-Z]\d{3} ?)+)$")


def marked(path: Path) -> set[tuple[int, str]]:
    found = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if match := EXPECTED.search(line):
            found |= {(number, code) for code in match[1].split()}
    return found


@pytest.mark.parametrize("path", BAD, ids=[path.stem for path in BAD])
def test_all_mistakes_of_a_file_are_reported_at_their_lines(path: Path) -> None:
    _, problems = load_rules(path)
    found = {(item.place.line, item.code) for item in problems if item.place is not None and item.place.line}
    assert found == marked(path), render_diagnostics(problems)


def test_every_rule_code_has_a_bad_file_or_a_test_of_its_own() -> None:
    shown = {code for path in BAD for _, code in marked(path)}
    elsewhere = {f"P1{number:02}" for number in range(1, 17)}
    phrases = {code for code in entries() if code.startswith("P2")}
    missing = {code for code in entries() if code.startswith("P")} - shown - elsewhere - phrases
    assert missing <= {"P309", "P310"}, missing
