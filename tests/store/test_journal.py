"""The journal keeps the day on which each event first became known, and is written whole or not at all."""

from __future__ import annotations

import resource
import sqlite3
from contextlib import closing
from datetime import date, time
from pathlib import Path

import pytest

from engine.loading.logs import Event
from engine.service import read_log
from engine.store.files import JournalError
from engine.store.journal import read_journal, record_events

SENT = Event("d1", "edossier_transferred", date(2025, 3, 3), unit="a", attributes=(("signed", "true"),))
LATER = Event("d2", "edossier_transferred", date(2025, 3, 4), unit="b", ref="QD-1")


def test_an_event_keeps_the_day_on_which_it_first_became_known(tmp_path: Path) -> None:
    journal = tmp_path / "so.sqlite"
    first = record_events(journal, [SENT], date(2025, 3, 5))
    second = record_events(journal, [SENT, LATER], date(2025, 3, 9))
    assert ((first.added, first.known), (second.added, second.known)) == ((1, 0), (1, 1))
    known = {event.dossier: event.recorded_on for event in read_journal(journal)}
    assert known == {"d1": date(2025, 3, 5), "d2": date(2025, 3, 9)}


def test_events_come_back_as_they_went_in(tmp_path: Path) -> None:
    journal = tmp_path / "so.sqlite"
    record_events(journal, [SENT], date(2025, 3, 5))
    (event,) = read_journal(journal)
    assert (event.dossier, event.event, event.on, event.unit, event.attributes) == (
        "d1",
        "edossier_transferred",
        date(2025, 3, 3),
        "a",
        (("signed", "true"),),
    )


def test_a_file_that_is_no_journal_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "so.sqlite"
    path.write_bytes(b"day khong phai la sqlite" * 100)
    with pytest.raises(JournalError):
        record_events(path, [SENT], date(2025, 3, 5))
    assert path.read_bytes() == b"day khong phai la sqlite" * 100


def test_a_missing_journal_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(JournalError):
        read_journal(tmp_path / "khong-co.sqlite")


def test_nothing_of_a_failed_recording_stays(tmp_path: Path) -> None:
    journal = tmp_path / "so.sqlite"
    record_events(journal, [SENT], date(2025, 3, 5))
    broken = Event("d3", None, date(2025, 3, 6))  # type: ignore[arg-type]
    with pytest.raises(JournalError):
        record_events(journal, [LATER, broken], date(2025, 3, 9))
    assert [event.dossier for event in read_journal(journal)] == ["d1"]


def test_a_journal_that_could_not_be_made_leaves_no_file(tmp_path: Path) -> None:
    journal = tmp_path / "so.sqlite"
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(JournalError):
            record_events(journal, [SENT, LATER], date(2025, 3, 5))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert not journal.exists()
    assert record_events(journal, [SENT, LATER], date(2025, 3, 5)).added == 2


def test_a_recording_reads_the_events_that_regulations_add(root: Path) -> None:
    log, problems = read_log([root / "examples" / "events_quangninh.csv"], root / "examples" / "units.csv")
    assert [item.code for item in problems] == []
    assert "problem_arisen" in {event.event for event in log.events}


def test_a_journal_from_before_there_were_further_columns_is_read_and_completed(tmp_path: Path) -> None:
    journal = tmp_path / "so.sqlite"
    record_events(journal, [SENT], date(2025, 3, 5))
    with closing(sqlite3.connect(journal)) as earlier:
        for name in ("about", "time", "person", "actor_unit"):
            earlier.execute(f'ALTER TABLE events DROP COLUMN "{name}"')
        earlier.execute("UPDATE quyche_journal SET format = 1")
        earlier.commit()
    assert [event.dossier for event in read_journal(journal)] == ["d1"]
    further = Event("d3", "edossier_transferred", date(2025, 3, 3), about="12/CV", time=time(9, 30), person="Trần An")
    done = record_events(journal, [SENT, further], date(2025, 3, 9))
    assert (done.added, done.known) == (1, 1)
    assert [(event.about, event.time, event.person) for event in read_journal(journal) if event.dossier == "d3"] == [
        ("12/CV", time(9, 30), "Trần An")
    ]
