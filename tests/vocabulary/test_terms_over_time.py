"""A term of a file's own may be renamed: both names are read, the latest is shown, and nothing else may change."""

from __future__ import annotations

from engine.loading.rules import RuleDocument, load_rules_text
from engine.source import SourceText

HEAD = """\
format: 1
regulation: {id: mot, name: Ví dụ, province: Một, status: in_force, in_force_from: 2025-01-01}
amendments:
  - {number: 05/2025/QĐ-UBND, in_force_from: 2025-07-01}
vocabulary:
  events:
    - {id: tiep-nhan, label: Nhận hồ sơ một cửa%s}
    - {id: tiep-nhan, label: Tiếp nhận hồ sơ%s}
"""


def loaded(old: str, new: str) -> tuple[RuleDocument | None, set[tuple[int | None, str]]]:
    document, problems = load_rules_text(SourceText("mot.yaml", HEAD % (old, new)))
    found = {(item.place.line if item.place else None, item.code) for item in problems if item.code != "P447"}
    return document, found


def test_both_names_are_read_and_the_latest_is_shown() -> None:
    document, problems = loaded(", until: 2025-07-01", ", amended_by: 05/2025/QĐ-UBND")
    assert problems == set()
    assert document is not None
    event = document.vocabulary.events["tiep-nhan"]
    assert (event.label, event.also) == ("Tiếp nhận hồ sơ", ("Nhận hồ sơ một cửa",))
    assert document.vocabulary.event_by_name("nhận hồ sơ một cửa") == event


def test_two_names_on_one_day_and_an_unknown_amendment_are_refused() -> None:
    assert loaded(", until: 2025-08-01", ", from: 2025-07-01")[1] == {(8, "P413")}
    assert loaded(", until: 2025-07-01", ", amended_by: 6/2025")[1] == {(8, "P480"), (8, "P413")}


def test_without_dates_or_with_another_meaning_it_is_a_clash() -> None:
    assert loaded("", "")[1] == {(8, "P423")}
    assert loaded(", until: 2025-07-01", ", level: unit, from: 2025-07-01")[1] == {(8, "P423")}
