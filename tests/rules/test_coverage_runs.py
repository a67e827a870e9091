"""A long list of provisions with holes is told by runs, not by one message for every number."""

from __future__ import annotations

import pytest

from engine.loading.rules.loader import load_rules_text
from engine.source import SourceText

HEAD = """\
format: 1
regulation: {id: mau, name: Mẫu, province: Mẫu, status: draft}
provisions:
"""


def told(code: str, provisions: list[str], gaps: str = "") -> list[tuple[int | None, str]]:
    """Return line and provisions of each message with `code`; the provisions begin on line 4."""
    lines = "".join(f"  - {item}\n" for item in provisions)
    document, problems = load_rules_text(SourceText("mau.yaml", HEAD + lines + gaps))
    assert document is not None
    return [(item.place.line, dict(item.args)["at"]) for item in problems if item.code == code and item.place]


def explained(*provisions: str) -> list[str]:
    return [f"{{at: {at}, none: phạm vi}}" for at in provisions]


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (("Điều 1", "Điều 2"), []),
        (("Điều 1", "Điều 3"), ["Điều 2"]),
        (("Điều 1", "Điều 40"), ["Điều 2 … Điều 39 (38)"]),
        (("Điều 3", "Điều 7"), ["Điều 1 … Điều 2 (2)", "Điều 4 … Điều 6 (3)"]),
        (("Điều 1", "Điều 1 khoản 4"), ["Điều 1 khoản 1 … Điều 1 khoản 3 (3)"]),
        (("Điều 1", "Điều 4", "Điều 3 khoản 1", "Điều 5 khoản 1"), ["Điều 2 … Điều 3 (2)", "Điều 5"]),
        (("Điều 1", "Điều 2", "Điều 2a", "Điều 3"), []),
        (("Điều 1", "Điều 2a", "Điều 3"), ["Điều 2"]),
        (("Điều 1", "Điều 1 điểm đ"), ["Điều 1 điểm a … Điều 1 điểm d (4)"]),
    ],
)  # fmt: skip
def test_missing_numbers_are_told_once_for_each_run(listed: tuple[str, ...], expected: list[str]) -> None:
    assert [at for _, at in told("P446", explained(*listed))] == expected


def test_a_gap_recorded_inside_a_run_parts_it_in_two() -> None:
    gaps = "gaps:\n  - {about: regulation, says: Không có., cites: [Điều 3]}\n"
    assert [at for _, at in told("P446", explained("Điều 1", "Điều 6"), gaps)] == ["Điều 2", "Điều 4 … Điều 5 (2)"]


def test_provisions_left_open_are_told_once_for_each_run_at_its_first_line() -> None:
    listed = ["{at: Điều 1}", "{at: Điều 1 khoản 1}", *explained("Điều 2"), "{at: Điều 3}"]
    assert told("P443", listed) == [(4, "Điều 1 … Điều 1 khoản 1 (2)"), (7, "Điều 3")]
