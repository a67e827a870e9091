"""Columns read from files are those of the events that the row loader reads from them, with the same complaints."""

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
from engine.columnar.days import NEVER, date_of
from engine.columnar.digest import digest_of
from engine.columnar.reading import ReadLog, read_log
from engine.columnar.texts import coded
from engine.loading.logs import Event, UnitTable, load_events, load_units
from engine.vocabulary import standard
from tests.columnar.aimed_logs import random_question
from tests.evaluation.histories import PROVINCES, UNITS, plan_of

COLUMNS = ("dossier", "event", "date", "unit", "to_unit", "actor", "case", "category", "ref", "recorded_at")
FURTHER = ("about", "time", "person", "actor_unit")
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
            "about": event.about or "",
            "time": event.time.isoformat() if event.time is not None else "",
            "person": event.person or "",
            "actor_unit": event.actor_unit or "",
        }
        for event in events
    ]


def written(events: list[Event], path: Path) -> Path:
    rows = rows_of(events)
    if path.suffix == ".parquet":
        pl.DataFrame(rows).with_columns(pl.col("date").str.to_date()).write_parquet(path)
    else:
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, (*COLUMNS, *FURTHER, *ATTRIBUTES))
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
        "about": columns.refs,
        "person": columns.persons,
        "actor_unit": columns.units,
    }
    rows = np.arange(len(columns))
    found = [
        [texts[code] if code >= 0 else None for code in columns.column(name, rows).tolist()]
        for name, texts in words.items()
    ]
    found.append(columns.column("time", rows).tolist())
    sets = [columns.attributes[code] for code in columns.attribute.tolist()]
    return list(zip(*found, columns.day.tolist(), columns.recorded.tolist(), sets, strict=True))


def read(paths: list[Path], units: UnitTable | None = None, most_in_memory: int = 10**9) -> ReadLog:
    return read_log(paths, standard(), units, FIRST_DAY, LAST_DAY, most_in_memory=most_in_memory)


def whole(found: ReadLog) -> LogColumns:
    (columns,) = found.parts
    return columns


def same_as_row_by_row(paths: list[Path], units: UnitTable | None = None) -> LogColumns:
    """Read both ways, compare all that is told, and return the columns."""
    found = read(paths, units)
    log, problems = load_events(paths, standard(), units, FIRST_DAY, LAST_DAY)
    assert found.diagnostics() == problems
    assert (found.row_count, found.left_out) == (log.row_count, log.left_out)
    assert sayings(whole(found)) == sayings(columns_of(log.events))
    return whole(found)


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
@pytest.mark.parametrize("seed", range(6))
def test_a_file_gives_the_columns_and_findings_of_its_events(seed: int, suffix: str, tmp_path: Path) -> None:
    plan = plan_of(PROVINCES[seed % len(PROVINCES)])
    events = list(random_question(seed, plan, dossiers=LONG_NAMES, length=4).events)
    events += random.Random(seed).sample(events, 50)
    path = written(events, tmp_path / f"log{suffix}")
    columns = same_as_row_by_row([path])
    log, _ = load_events([path], standard(), None, FIRST_DAY, LAST_DAY)
    found, wanted = (
        list(
            evaluate_columns(
                plan, log, as_of=date(2027, 6, 30), calendar=Calendar.national(), units=UNITS, block_size=64
            ).records()
        )
        for log in (columns, columns_of(log.events))
    )
    assert found == wanted


SLIPS = (
    "", "  ", "31/02/2024", "05/03/2024", "2024-03-05T23:30:00Z", "12/31/2024", "xx", "a\u0301", "\u00a0x", "đã",
    "true", "QN000001", "approved_level1", "transfer_document_effective", "death_occurred", "inter_unit",
    "retirement",
    "1999-01-01", "Phê duyệt cấp 1 (đơn vị)", "person",
)  # fmt: skip


def with_slips(path: Path, out: Path, chance: random.Random) -> Path:
    """Write some rows of a log with slips, repetitions and contradictions, in disorder."""
    with path.open(encoding="utf-8", newline="") as stream:
        head, *rows = csv.reader(stream)
    lines = []
    for row in chance.sample(rows[:400], 120):
        for place in chance.sample(range(len(row)), chance.choice((0, 0, 1, 2))):
            row[place] = chance.choice((*SLIPS, f"  {row[place]} ", row[place].upper()))
        lines += [row] * chance.choice((1, 1, 1, 2))
        if chance.random() < 0.2:
            place = chance.randrange(len(row))
            lines.append([*row[:place], chance.choice(rows)[place], *row[place + 1 :]])
    chance.shuffle(lines)
    with out.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([head, *lines])
    return out


@pytest.mark.parametrize("seed", range(24))
def test_rows_with_mistakes_are_left_out_and_reported_as_row_by_row(seed: int, root: Path, tmp_path: Path) -> None:
    chance = random.Random(seed)
    units, _ = load_units(root / "examples" / "units.csv", standard())
    paths = [
        with_slips(root / "examples" / f"events_{name}.csv", tmp_path / f"{name}.csv", chance)
        for name in chance.sample(PROVINCES, 2)
    ]
    columns = same_as_row_by_row(paths, chance.choice((None, units)))
    assert len(columns) > 50


@pytest.mark.parametrize("seed", range(4))
def test_a_log_in_parts_says_what_the_whole_says(seed: int, root: Path, tmp_path: Path) -> None:
    paths = [
        with_slips(root / "examples" / f"events_{name}.csv", tmp_path / f"{name}.csv", random.Random(seed))
        for name in PROVINCES
    ]
    one, many = read(paths), read(paths, most_in_memory=100)
    rows = [row for log in many.parts.once for row in sayings(log)]
    assert len(many.parts) > 1
    assert sorted(map(repr, rows)) == sorted(map(repr, sayings(whole(one))))
    assert many.diagnostics() == one.diagnostics()
    assert many.left_out == one.left_out


def test_a_dossier_is_never_cut_by_parts(root: Path) -> None:
    parts = read([root / "examples" / "events_longan.csv"], most_in_memory=100).parts
    dossiers = [set(log.dossiers) for log in parts]
    assert sum(map(len, dossiers)) == len(set().union(*dossiers))


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_equal_rows_count_once_as_first_recorded(suffix: str, tmp_path: Path) -> None:
    told = Event("d1", "personal_info_changed", date(2025, 3, 3), unit="a", recorded_on=date(2025, 3, 9))
    events = [told, replace(told, recorded_on=date(2025, 3, 5)), told, replace(told, unit="b", recorded_on=None)]
    events.append(replace(events[-1], recorded_on=date(2025, 3, 4)))
    columns = same_as_row_by_row([written(events, tmp_path / f"log{suffix}")])
    assert [date_of(day) if day != NEVER else None for day in columns.recorded.tolist()] == [date(2025, 3, 5), None]


def test_rows_that_differ_in_an_unknown_column_are_two_events(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    line = "d1,personal_info_changed,2025-03-03,a,"
    path.write_text(
        "dossier,event,date,unit,Ghi chú\n" + "\n".join(line + note for note in ("x", "y", "x", "", "")),
        encoding="utf-8",
    )
    log, _ = load_events([path], standard(), None, FIRST_DAY, LAST_DAY)
    assert len(log.events) == 3
    assert len(whole(read([path]))) == 3


def test_the_digest_tells_what_a_log_says_and_not_how_it_is_written(tmp_path: Path) -> None:
    events = list(random_question(1, plan_of("quangninh"), dossiers=60).events)
    path = written(events, tmp_path / "log.csv")
    digest = digest_of(read([path]).parts.once)
    again = written([*reversed(events), *events[:20]], tmp_path / "again.csv")
    assert digest_of(read([again]).parts.once) == digest
    assert digest_of(read([again], most_in_memory=50).parts.once) == digest
    fewer = written([event for event in events if event != events[0]], tmp_path / "fewer.csv")
    assert digest_of(read([fewer]).parts.once) != digest


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
    columns = whole(read([path]))
    assert len(columns) == 0
    plan = plan_of("quangninh")
    assert len(evaluate_columns(plan, columns, as_of=date(2025, 1, 1), calendar=Calendar.national())) == 0
    assert np.array_equal(columns.day, columns_of([]).day)
