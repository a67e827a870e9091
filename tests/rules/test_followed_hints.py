"""Who does what a hint says gets further: the mistake is gone, and none has come in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.diagnostics import Diagnostic
from engine.loading.rules import load_rules_text
from engine.source import SourceText

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))
ABOUT_KEYS = {"P301", "P302", "P303", "P304", "P308"}


def problems_of(text: str) -> tuple[Diagnostic, ...]:
    return tuple(load_rules_text(SourceText("x.yaml", text))[1])


def followed(text: str, problem: Diagnostic) -> str:
    """Write what the hint proposes over the place that it points at."""
    place = problem.place
    assert place is not None
    assert place.line is not None
    assert place.column is not None
    lines = text.splitlines()
    line = lines[place.line - 1]
    start = place.column - 1
    end = start + place.width
    while start and line[start - 1] in "\"'" and line[end : end + 1] == line[start - 1]:
        start, end = start - 1, end + 1
    lines[place.line - 1] = f"{line[:start]}{problem.suggestion}{line[end:]}"
    return "\n".join(lines)


def on_the_line_of(problem: Diagnostic, problems: tuple[Diagnostic, ...]) -> set[tuple[str, object]]:
    line = problem.place.line if problem.place is not None else None
    return {(item.code, item.args) for item in problems if item.place is not None and item.place.line == line}


def of_keys(found: set[tuple[str, object]]) -> int:
    return len([code for code, _ in found if code in ABOUT_KEYS])


@pytest.mark.parametrize("path", BAD, ids=[path.stem for path in BAD])
def test_what_a_hint_proposes_is_right_where_it_points(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    before = problems_of(text)
    for problem in (item for item in before if item.suggestion is not None):
        was = on_the_line_of(problem, before)
        now = on_the_line_of(problem, problems_of(followed(text, problem)))
        assert (problem.code, problem.args) not in now, problem
        assert of_keys(now) <= of_keys(was), (problem, now)
