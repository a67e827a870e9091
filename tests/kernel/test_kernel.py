"""The kernel judges a log in parts as the reference judges it whole."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from engine.calendars import FIRST_DAY, LAST_DAY
from engine.kernel import whole_dossiers
from engine.loading.logs import EventLog, Unit, UnitTable, load_events, load_units
from engine.service import Inputs, check
from engine.service.grounds import lay_grounds
from engine.vocabulary import standard
from tests.columnar.aimed_logs import Question, by_reference
from tests.columnar.fuzz import question_of
from tests.columnar.own_words import vocabulary
from tests.evaluation.histories import plan_of
from tests.kernel.parts_of_logs import Row, judged_in_parts, rows_of, sorted_records, without_places, written
from tests.kernel.provinces import random_rows

UNITS = UnitTable({name: Unit(name, name, "so_nganh") for name in ("so-a", "so-b")})
AS_OF = date(2025, 6, 30)


def loaded(rows: list[Row], folder: Path) -> EventLog:
    """Return the rows as the row loader reads them."""
    return load_events([written(rows, folder)], vocabulary(), None, FIRST_DAY, LAST_DAY)[0]


@pytest.mark.parametrize("portion", range(4))
def test_random_logs_in_parts_give_the_findings_of_the_reference(portion: int, tmp_path: Path) -> None:
    for seed in range(portion, 36, 4):
        asked = question_of(seed)
        rows = rows_of(asked.events, seed)
        log = loaded(rows, tmp_path)
        known = None if asked.units is None else UnitTable({**asked.units, **_others(rows, asked.units)})
        question = Question(asked.plan, log.events, asked.as_of, asked.known_at, known, None, log.marks)
        found = judged_in_parts(
            rows,
            [(asked.plan, None)],
            as_of=asked.as_of,
            known_at=asked.known_at,
            units=known,
            parts=1 + seed % 5,
            vocabulary=vocabulary(),
        )
        assert sorted_records(found.findings) == sorted_records(map(without_places, by_reference(question))), (
            f"câu hỏi số {seed}"
        )
        assert found.left_out == log.left_out, f"câu hỏi số {seed}"


def _others(rows: list[Row], units: UnitTable) -> dict[str, Unit]:
    """Return the units that rows name and the table lacks; the loader would refuse such rows."""
    named = {row[name] for row in rows for name in ("unit", "to_unit")}
    return {name: Unit(name, name) for name in sorted(filter(None, named)) if name not in units}


@pytest.mark.parametrize("seed", range(4))
def test_random_logs_of_many_provinces_in_parts_give_the_findings_of_the_reference(
    seed: int, root: Path, tmp_path: Path
) -> None:
    path = root / "examples" / "units.csv"
    rows = random_rows(load_units(path, standard())[0], seed)
    inputs = Inputs((written(rows, tmp_path),), date(2025, 12, 31), path)
    grounds, expected = lay_grounds(inputs), check(inputs)
    found = judged_in_parts(
        rows,
        [(item.plan, item.members) for item in grounds.judged],
        as_of=inputs.as_of,
        units=grounds.units,
        if_spoken_of=True,
        vocabulary=grounds.vocabulary,
    )
    assert sorted_records(found.findings) == sorted_records(
        without_places(item.as_record()) for item in expected.findings
    )
    assert expected.log is not None
    assert found.left_out == expected.log.left_out


def test_a_duty_in_one_part_closes_the_gate_that_a_unit_meets_elsewhere() -> None:
    rows: list[Row] = [
        {"dossier": "d1", "event": "personal_account_created", "date": "2025-03-03", "unit": "so-a"},
        {"dossier": "d2", "event": "personal_account_created", "date": "2025-03-03", "unit": "so-b"},
        {"dossier": "d2", "event": "data_entry_completed", "date": "2025-03-05", "unit": "so-b"},
        {"event": "request_filed_with_snv", "date": "2025-04-01", "unit": "so-a"},
        {"event": "request_filed_with_snv", "date": "2025-04-01", "unit": "so-b"},
    ]
    found = judged_in_parts(rows, [(plan_of("haiphong"), None)], as_of=AS_OF, units=UNITS, parts=5)
    gates = {record["unit"]: record["reason"] for record in found.findings if record["kind"] == "gate"}
    assert gates == {"so-a": "gate_unclear", "so-b": None}


def test_a_periodic_duty_begins_with_the_first_event_of_any_part() -> None:
    rows: list[Row] = [
        {"dossier": "d1", "event": "personal_info_changed", "date": "2024-11-04", "unit": "so-a"},
        {"dossier": "d2", "event": "personal_info_changed", "date": "2025-05-05", "unit": "so-a"},
    ]
    found = judged_in_parts(rows, [(plan_of("tuyenquang"), None)], as_of=AS_OF, units=UNITS, parts=4)
    monthly = [record for record in found.findings if record["rule"] == "password-monthly" and record["unit"] == "so-b"]
    assert min(record["trigger_date"] for record in monthly) == "2024-11-01"
    assert len(monthly) == 8


def test_a_regulation_is_applied_only_if_the_log_names_one_of_its_units() -> None:
    rows: list[Row] = [{"dossier": "d1", "event": "personal_info_changed", "date": "2025-05-05", "unit": "so-a"}]
    rulings = [(plan_of("quangninh"), frozenset({"so-a"})), (plan_of("haiphong"), frozenset({"so-b"}))]
    found = judged_in_parts(rows, rulings, as_of=AS_OF, units=UNITS, if_spoken_of=True)
    assert {record["regulation"] for record in found.findings} == {"quangninh"}


def test_rows_that_cannot_be_used_come_back_with_their_mistake() -> None:
    rows: list[Row] = [
        {"dossier": "d1", "event": "sự kiện lạ", "date": "2025-05-05", "unit": "so-a"},
        {"dossier": None, "event": "personal_info_changed", "date": "2025-05-05", "unit": "so-a"},
        {"dossier": "d1", "event": "death_occurred", "date": "2025-05-05", "unit": "so-a"},
        {"dossier": "d1", "event": "death_occurred", "date": "2025-05-06", "unit": "so-a"},
        {"dossier": "d1", "event": "death_occurred", "date": "2025-05-06", "unit": "so-a"},
    ]
    found = judged_in_parts(rows, [(plan_of("quangninh"), None)], as_of=AS_OF, units=UNITS)
    told = sorted((record["code"], record["rows"], json.loads(record["row"])["date"]) for record in found.rejected)
    assert told == [
        ("D140", 1, "2025-05-05"),
        ("D141", 1, "2025-05-05"),
        ("D161", 1, "2025-05-05"),
        ("D161", 2, "2025-05-06"),
    ]


def test_two_spellings_of_a_dossier_are_one() -> None:
    composed = "HS-Đức"
    rows: list[Row] = [
        {"dossier": composed, "event": "personal_account_created", "date": "2025-03-03", "unit": "so-a"},
        {
            "dossier": f" {unicodedata.normalize('NFD', composed)}\u200b",
            "event": "data_entry_completed",
            "date": "2025-03-05",
            "unit": "so-a",
        },
    ]
    found = judged_in_parts(rows, [(plan_of("haiphong"), None)], as_of=AS_OF, units=UNITS, parts=7)
    entry = [record for record in found.findings if record["rule"] == "first-data-entry"]
    assert [(record["dossier"], record["fulfilled_on"]) for record in entry] == [(composed, "2025-03-05")]


def test_a_table_without_rows_has_no_findings() -> None:
    found = judged_in_parts([], [(plan_of("quangninh"), None)], as_of=AS_OF, units=UNITS)
    assert found.findings == []


def test_groups_never_cut_a_dossier() -> None:
    names = ["a", "a", "b", "b", "b", "b", "b", "c", "d", "d"]
    batches = [pl.DataFrame({"0": names[first : first + 3]}) for first in range(0, len(names), 3)]
    groups = [frame["0"].to_list() for frame in whole_dossiers(batches, "0", 4)]
    assert groups == [["a", "a", "b", "b", "b", "b", "b", "c"], ["d", "d"]]
