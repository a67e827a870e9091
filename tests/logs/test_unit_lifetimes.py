"""An event recorded at a unit before its beginning or after its end is told, and still judged."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from engine.calendars import FIRST_DAY, LAST_DAY
from engine.columnar.reading import read_log
from engine.loading.logs import Unit, UnitTable
from engine.vocabulary import standard
from tests.logs.log_helpers import found, load

UNITS = UnitTable(
    {
        "x-1": Unit("x-1", "Xã Một", valid_until=date(2025, 6, 30), successor="x-2"),
        "x-2": Unit("x-2", "Xã Hai", valid_from=date(2025, 7, 1)),
        "so": Unit("so", "Sở"),
    }
)
LOG = """dossier,event,date,unit
d1,data_entry_completed,2025-06-30,x-1
d1,approved_level1,2025-07-01,x-1
d2,data_entry_completed,2025-06-30,x-2
d2,approved_level1,2025-07-01,x-2
d3,data_entry_completed,2025-07-01,so
d4,data_entry_completed,2025-07-02,
"""


def test_rows_outside_the_life_of_their_unit_are_told_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(LOG, encoding="utf-8")
    loaded = load(path, units=UNITS)
    assert found(loaded) == [("D213", 3), ("D212", 4)]
    assert len(loaded[0].events) == 6


def test_reading_by_columns_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text(LOG, encoding="utf-8")
    read = read_log([path], standard(), UNITS, FIRST_DAY, LAST_DAY)
    assert read.diagnostics() == load(path, units=UNITS)[1]
    assert read.left_out == 0


def test_what_a_unit_owes_passes_on_from_the_day_after_its_end() -> None:
    units = UnitTable(
        {
            "a": Unit("a", "A", valid_until=date(2024, 12, 31), successor="b"),
            "b": Unit("b", "B", valid_until=date(2025, 6, 30), successor="c"),
            "c": Unit("c", "C"),
            "d": Unit("d", "D", valid_until=date(2025, 6, 30)),
        }
    )
    days = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 6, 30), date(2025, 7, 1))
    assert [units.bearer("a", day) for day in days] == ["a", "b", "b", "c"]
    assert units.bearer("d", date(2025, 7, 1)) == "d"
