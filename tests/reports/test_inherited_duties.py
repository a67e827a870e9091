"""Tables for people name the unit that a duty passed from, and call a rule as it was called on that day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from engine.reports.names import Names
from engine.reports.overview import Row, overview_of
from engine.reports.render import wanted_for
from engine.service import Inputs
from engine.service.surveying import survey

WORLD = Path(__file__).parents[1] / "service" / "two_regulations"


def rows(lang: str, monkeypatch: pytest.MonkeyPatch) -> list[Row]:
    monkeypatch.chdir(WORLD)
    found = survey(Inputs((WORLD / "events.csv",), date(2025, 7, 31), WORLD / "units.csv"), wanted_for("table"))
    overview = overview_of(found, Names.of(lang, found.judged, found.units), 100)
    return [row for part in overview.units for row in part.rows]


@pytest.mark.parametrize(
    ("lang", "words"),
    [("vi", "(việc của Xã Bình, nay Xã An Bình kế thừa)"), ("en", "(of Xã Bình, now with its successor Xã An Bình)")],
)
def test_a_duty_passed_on_names_both_units(lang: str, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {(row.finding.verdict.rule, row.subject): row.duty for row in rows(lang, monkeypatch)}
    assert told["nd-duyet", "hs-3"].endswith(words)
    assert words not in told["nd-duyet", "hs-5"]


def test_a_rule_is_called_as_its_version_of_that_day(monkeypatch: pytest.MonkeyPatch) -> None:
    (duty,) = [row.duty for row in rows("vi", monkeypatch) if row.finding.verdict.rule == "gd-quan-tri"]
    assert duty.startswith("Mỗi đơn vị một quản trị viên: ")
