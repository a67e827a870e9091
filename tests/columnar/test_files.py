"""Columns read straight from a file are those of the events that the loader reads from it."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from engine.calendars import FIRST_DAY, LAST_DAY, Calendar
from engine.columnar import LogColumns, columns_of, evaluate_columns
from engine.columnar.files import read_columns
from engine.columnar.texts import coded
from engine.loading.logs import Event, load_events
from engine.vocabulary import standard
from tests.columnar.aimed_logs import random_question
from tests.evaluation.histories import PROVINCES, UNITS, plan_of

COLUMNS = ("dossier", "event", "date", "unit", "to_unit", "actor", "case", "category", "ref", "recorded_at")
ATTRIBUTES = ("act", "period", "place", "same_unit", "signed", "written")
LONG_NAMES = 300


def rows_of(events: list[Event]) -> list[dict[str, str]]:
    return [
        {
            "dossier": event.dossier or "",
            "event": event.event,
            "date": event.on.isoformat(),
            "unit": event.unit or "",
            "to_unit": event.to_unit or "",
            "actor": event.actor or "",
            "case": event.case or "",
            "category": event.category or "",
            "ref": event.ref or "",
            "recorded_at": event.recorded_on.isoformat() if event.recorded_on is not None else "",
            **{name: event.attribute(name) or "" for name in ATTRIBUTES},
        }
        for event in events
    ]


def written(events: list[Event], path: Path) -> Path:
    rows = rows_of(events)
    if path.suffix == ".parquet":
        pl.DataFrame(rows).with_columns(pl.col("date").str.to_date()).write_parquet(path)
    else:
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, (*COLUMNS, *ATTRIBUTES))
            writer.writeheader()
            writer.writerows(rows)
    return path


def sayings(columns: LogColumns) -> list[tuple[object, ...]]:
    """Return the rows in order, with texts for codes."""
    words = {
        "dossier": columns.dossiers,
        "event": columns.events,
        "unit": columns.units,
        "to_unit": columns.units,
        "actor": columns.actors,
        "case": columns.cases,
        "category": columns.categories,
        "ref": columns.refs,
    }
    found = [
        [texts[code] if code >= 0 else None for code in getattr(columns, name).tolist()]
        for name, texts in words.items()
    ]
    sets = [columns.attributes[code] for code in columns.attribute.tolist()]
    return list(zip(*found, columns.day.tolist(), columns.recorded.tolist(), sets, strict=True))


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
@pytest.mark.parametrize("seed", range(6))
def test_a_file_gives_the_columns_and_findings_of_its_events(seed: int, suffix: str, tmp_path: Path) -> None:
    plan = plan_of(PROVINCES[seed % len(PROVINCES)])
    events = list(random_question(seed, plan, dossiers=LONG_NAMES, length=4).events)
    events += random.Random(seed).sample(events, 50)
    path = written(events, tmp_path / f"log{suffix}")
    log, _ = load_events([path], standard(), None, FIRST_DAY, LAST_DAY)
    kept = set(log.events)
    clean = written([event for event in events if event in kept], tmp_path / f"clean{suffix}")
    log, problems = load_events([clean], standard(), None, FIRST_DAY, LAST_DAY)
    assert not [problem for problem in problems if problem.code in ("D160", "D161")]
    columns = read_columns(clean)
    expected = columns_of(log.events)
    assert sayings(columns) == sayings(expected)
    found, wanted = (
        list(
            evaluate_columns(
                plan, log, as_of=date(2027, 6, 30), calendar=Calendar.national(), units=UNITS, block_size=64
            ).records()
        )
        for log in (columns, expected)
    )
    assert found == wanted


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_equal_rows_count_once_as_first_recorded(suffix: str, tmp_path: Path) -> None:
    told = Event("d1", "personal_info_changed", date(2025, 3, 3), unit="a", recorded_on=date(2025, 3, 9))
    events = [told, replace(told, recorded_on=date(2025, 3, 5)), told, replace(told, unit="b", recorded_on=None)]
    events.append(replace(events[-1], recorded_on=date(2025, 3, 4)))
    path = written(events, tmp_path / f"log{suffix}")
    log, _ = load_events([path], standard(), None, FIRST_DAY, LAST_DAY)
    assert [event.recorded_on for event in log.events] == [date(2025, 3, 5), None]
    assert sayings(read_columns(path)) == sayings(columns_of(log.events))


def test_codes_are_in_the_order_of_their_texts_whichever_way_they_are_found() -> None:
    for texts in (
        ["b", None, "a", " a", "", "  ", "ă", "đ", "a"],
        ["HS03", "HS01", "HS01", "HS10"],
        ["HS3", "HS10", "HS2"],
        ["9/QĐ", "10/QĐ", "9/QĐ"],
        ["x"],
        [],
        ["", None],
        ["b"] * 9 + ["a"] * 9,
    ):
        codes, words = coded(pl.Series(texts, dtype=pl.String))
        clean = [(text or "").strip() for text in texts]
        assert list(words) == sorted({text for text in clean if text})
        assert [words[code] if code >= 0 else "" for code in codes.tolist()] == clean
        assert [words.code(text) for text in words] == list(range(len(words)))


def test_numbers_too_far_apart_are_coded_as_texts() -> None:
    codes, words = coded(pl.Series(["HS000000000001", "HS999999999999", "HS000000000001"]))
    assert codes.tolist() == [0, 1, 0]
    assert words[1] == "HS999999999999"


def test_an_empty_file_has_no_events(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("dossier,event,date,unit\n", encoding="utf-8")
    columns = read_columns(path)
    assert len(columns) == 0
    plan = plan_of("quangninh")
    assert len(evaluate_columns(plan, columns, as_of=date(2025, 1, 1), calendar=Calendar.national())) == 0
    assert np.array_equal(columns.day, columns_of([]).day)
