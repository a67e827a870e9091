"""What does not change a log's meaning, and rows that cannot all be true."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from log_helpers import LoadText, found, load

HEADER = "dossier,event,date,unit,to_unit,case,ref,recorded_at\n"
ROWS = [
    "HS1,recruitment_decided,2024-05-02,SNV,,,1/QĐ,",
    "HS1,personal_account_created,2024-05-06,SNV,,,,2024-05-07",
    "HS2,transfer_document_effective,2024-05-03,SNV,STC,inter_unit,2/QĐ,",
    "HS2,edossier_transferred,2024-05-08,SNV,STC,,2/QĐ,",
    ",password_changed,2024-05-03,SNV,,,,",
    ",backup_made,2024-05-01,,,,,",
    "HS3,death_occurred,2024-05-03,,,,,",
]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.permutations(ROWS), again=st.lists(st.sampled_from(ROWS), max_size=5), seed=st.integers(0, 99))
def test_order_and_duplicates_do_not_matter(tmp_path: Path, rows: list[str], again: list[str], seed: int) -> None:
    mixed = rows + again
    random.Random(seed).shuffle(mixed)
    plain, shuffled = tmp_path / "a.csv", tmp_path / "b.csv"
    plain.write_text(HEADER + "\n".join(ROWS), encoding="utf-8")
    shuffled.write_text(HEADER + "\n".join(mixed), encoding="utf-8")
    expected, _ = load(plain)
    log, diagnostics = load(shuffled)
    assert diagnostics == []
    assert (log.events, log.digest) == (expected.events, expected.digest)
    assert log.row_count == len(mixed)


def test_events_stand_in_canonical_order(load_text: LoadText) -> None:
    log, _ = load_text(HEADER + "\n".join(reversed(ROWS)))
    assert [(event.dossier, event.on.day, event.event) for event in log.events] == [
        (None, 1, "backup_made"),
        (None, 3, "password_changed"),
        ("HS1", 2, "recruitment_decided"),
        ("HS1", 6, "personal_account_created"),
        ("HS2", 3, "transfer_document_effective"),
        ("HS2", 8, "edossier_transferred"),
        ("HS3", 3, "death_occurred"),
    ]


def test_one_log_may_be_cut_into_files(tmp_path: Path) -> None:
    whole, one, two = tmp_path / "whole.csv", tmp_path / "one.csv", tmp_path / "two.csv"
    whole.write_text(HEADER + "\n".join(ROWS), encoding="utf-8")
    one.write_text(HEADER + "\n".join(ROWS[3:]), encoding="utf-8")
    two.write_text(HEADER + "\n".join(ROWS[:4]), encoding="utf-8")
    assert load(whole)[0].digest == load(two, one)[0].digest == load(one, two)[0].digest


@pytest.mark.parametrize(
    ("recordings", "kept"),
    [
        (["2024-05-09", "2024-05-07"], date(2024, 5, 7)),
        (["2024-05-09", ""], None),
        (["", "2024-05-09"], None),
    ],
)
def test_row_recorded_twice_counts_from_the_earliest(
    load_text: LoadText, recordings: list[str], kept: date | None
) -> None:
    log, diagnostics = load_text(
        HEADER + "".join(f"HS1,recruitment_decided,2024-05-02,SNV,,,,{recorded}\n" for recorded in recordings)
    )
    assert diagnostics == []
    assert [event.recorded_on for event in log.events] == [kept]
    assert (log.row_count, log.left_out) == (2, 0)


def test_digest_tells_different_logs_apart(load_text: LoadText) -> None:
    one = load_text("dossier,event,date,purpose\nHS1,record_accessed,2024-05-03,a\n")[0]
    two = load_text("dossier,event,date,purpose\nHS1,record_accessed,2024-05-03,b\n")[0]
    assert one.digest != two.digest


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "HS1,transfer_document_effective,2024-05-03,SNV,STC,inter_unit,2/QĐ,",
            "HS1,transfer_document_effective,2024-05-03,SNV,STC,intra_unit,2/QĐ,",
        ),
        (
            "HS1,transfer_document_effective,2024-05-03,SNV,STC,inter_unit,2/QĐ,",
            "HS1,transfer_document_effective,2024-05-03,SNV,SYT,inter_unit,2/QĐ,",
        ),
        (
            "HS1,exit_document_effective,2024-05-03,SNV,,retirement,2/QĐ,",
            "HS1,exit_document_effective,2024-05-03,STC,,retirement,2/QĐ,",
        ),
    ],
)
def test_one_document_with_two_contents_is_left_out_in_any_order(load_text: LoadText, first: str, second: str) -> None:
    forth = load_text(HEADER + f"{first}\n{second}\n{first}\n{ROWS[0]}\n")
    back = load_text(HEADER + f"{ROWS[0]}\n{second}\n{first}\n{first}\n", "nguoc.csv")
    assert found(forth) == [("D160", 2), ("D160", 3)]
    assert found(back) == [("D160", 3), ("D160", 4)]
    assert forth[1][0].notes[0].place.line == 3
    assert (forth[0].left_out, back[0].left_out) == (3, 3)
    assert forth[0].events == back[0].events
    assert [event.event for event in forth[0].events] == ["recruitment_decided"]


def test_one_document_may_go_to_several_units(load_text: LoadText) -> None:
    log, diagnostics = load_text(
        HEADER
        + "HS1,declaration_requested,2024-05-03,SNV,STC,,41/CV,\n"
        + "HS1,declaration_requested,2024-05-03,SNV,SYT,,41/CV,\n"
    )
    assert diagnostics == []
    assert [event.to_unit for event in log.events] == ["STC", "SYT"]


def test_same_document_on_two_days_or_without_number_is_no_contradiction(load_text: LoadText) -> None:
    log, diagnostics = load_text(
        HEADER
        + "HS1,exit_document_effective,2024-05-03,SNV,,retirement,2/QĐ,\n"
        + "HS1,exit_document_effective,2024-05-06,STC,,retirement,2/QĐ,\n"
        + "HS2,exit_document_effective,2024-05-03,SNV,,retirement,,\n"
        + "HS2,exit_document_effective,2024-05-03,STC,,retirement,,\n"
        + ",password_changed,2024-05-03,SNV,,,5/BC,\n"
        + ",password_changed,2024-05-03,STC,,,5/BC,\n"
    )
    assert diagnostics == []
    assert len(log.events) == 6


def test_nobody_dies_twice(load_text: LoadText) -> None:
    loaded = load_text(
        HEADER
        + "HS1,death_occurred,2024-05-03,,,,,\n"
        + "HS1,death_occurred,2024-05-04,,,,,\n"
        + "HS2,death_occurred,2024-05-04,,,,,\n"
        + "HS2,death_occurred,2024-05-04,SNV,,,,\n"
    )
    assert found(loaded) == [("D161", 2), ("D161", 3)]
    assert dict(loaded[1][0].args)["days"] == "2024-05-03, 2024-05-04"
    assert {event.dossier for event in loaded[0].events} == {"HS2"}


def test_diagnostics_are_capped_but_all_are_counted(load_text: LoadText) -> None:
    loaded = load_text("dossier,event,date\n" + "HS1,nhảy,2024-05-03\n" * 1_500)
    codes = [code for code, _ in found(loaded)]
    assert codes.count("D141") == 1_000
    assert codes[-1] == "D190"
    assert dict(loaded[1][-1].args) == {"which": "D141", "count": "500"}
    assert loaded[0].left_out == loaded[0].row_count == 1_500
