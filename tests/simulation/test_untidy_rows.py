"""Untidy rows mean the same: whatever the format and however badly written, the same events are read back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from simulated import document_of, simulation_of

from engine.calendars import FIRST_DAY, LAST_DAY
from engine.loading.logs import Event, load_events, load_units
from engine.simulation import FORMATS, Scenario, Simulation, write_events, write_units


def read_back(simulation: Simulation, folder: Path, style: str) -> set[Event]:
    """Return the events that a loader finds in the written log, without the day on which they were recorded."""
    units_path, events_path = folder / f"units.{style}", folder / f"events.{style}"
    write_units([simulation], units_path, style)
    write_events(simulation, events_path, style)
    units, problems = load_units(units_path, simulation.vocabulary)
    assert not problems
    log, problems = load_events([events_path], simulation.vocabulary, units, FIRST_DAY, LAST_DAY)
    assert not problems
    return {replace(event, recorded_on=None) for event in log.events}


@pytest.mark.parametrize("style", FORMATS)
def test_a_very_untidy_log_is_read_as_the_events_it_was_made_from(style: str, tmp_path: Path) -> None:
    simulation = simulation_of(document_of("haiphong"), Scenario(40, 6, seed=2, disorder=0.5))
    made = {replace(event, recorded_on=None) for event in simulation.events()}
    assert read_back(simulation, tmp_path, style) == made


def test_disorder_shows_in_the_file(tmp_path: Path) -> None:
    simulation = simulation_of(document_of("quangninh"), Scenario(60, 6, seed=2, disorder=0.4))
    path = tmp_path / "events.csv"
    count = write_events(simulation, path, "csv")
    text = path.read_text(encoding="utf-8")
    assert count > len(list(simulation.events()))
    assert "Phê duyệt cấp 1" in text
    assert "/2025," in text
    dossiers = [line.split(",")[0] for line in text.splitlines()[1:]]
    assert dossiers != sorted(dossiers)


def test_an_orderly_log_is_written_tidily(tmp_path: Path) -> None:
    simulation = simulation_of(document_of("quangninh"), Scenario(30, 6, disorder=0.0))
    path = tmp_path / "events.csv"
    assert write_events(simulation, path, "csv") == len(list(simulation.events()))
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("dossier,event,date,unit,to_unit,actor,case,category,ref,recorded_at,")
    assert len(set(lines)) == len(lines)
