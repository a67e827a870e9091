"""Logs of our own making, of any size: plausible courses of dossiers, with steps late and steps left out."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

AS_OF = date(2025, 12, 31)
UNITS = 2_000
PORTION = 1_000_000
_FIRST = (date(2024, 1, 1) - date(1970, 1, 1)).days
_DAYS = 700
_TYPES = ("so_nganh", "ubnd_cap_huyen", "ubnd_cap_xa", "dvsn_so", "dvsn_cap_huyen")

COURSES: tuple[tuple[str, ...], ...] = (
    (
        "recruitment_decided",
        "person_received",
        "personal_account_created",
        "data_entry_completed",
        "approved_level1",
        "approved_level2",
        "pushed_to_national_db",
    ),
    ("personal_info_changed", "data_updated_by_person", "approved_level1", "approved_level2", "pushed_to_national_db"),
    ("authority_document_effective", "data_updated_by_authority", "approved_level1", "approved_level2"),
    (
        "transfer_document_effective",
        "edossier_transferred",
        "edossier_received",
        "edossier_forwarded",
        "post_transfer_check_done",
    ),
    ("paper_dossier_received", "personal_account_created", "data_entry_completed", "approved_level1"),
    ("personal_info_changed", "authority_document_effective", "data_updated_by_person", "approved_level1"),
    ("exit_document_effective", "exit_status_updated", "dossier_archived"),
    ("declaration_requested", "declaration_received", "data_updated_by_authority", "approved_level1"),
)
"""What happens to a person, in order; a dossier goes through one or two of them."""


def generated_log(
    events: int, units: int, seed: int = 7, first_person: int = 0, people: int | None = None
) -> pl.DataFrame:
    """Return a log of about so many events: courses of plausible length, some steps late, some left out.

    Args:
        people: how many dossiers; None for one to every two courses.
    """
    chance = np.random.default_rng(seed)
    mean_length = sum(map(len, COURSES)) / len(COURSES) * 0.9
    courses = int(events / mean_length)
    people = people or max(1, courses // 2)
    parts = []
    for number, course in enumerate(COURSES):
        here = np.arange(number, courses, len(COURSES))
        steps = len(course)
        gaps = chance.integers(0, 12, (len(here), steps))
        gaps[:, 0] = chance.integers(0, _DAYS, len(here))
        parts.append(
            {
                "person": np.repeat(here % people + first_person, steps),
                "event": np.tile(np.array(course), len(here)),
                "day": _FIRST + np.cumsum(gaps, axis=1).ravel(),
                "document": np.repeat(here, steps),
                "done": chance.random(len(here) * steps) < 0.9,
            }
        )
    whole = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    done = whole.pop("done")
    return _as_table({name: column[done] for name, column in whole.items()}, units, chance)


def _as_table(whole: dict[str, np.ndarray], units: int, chance: np.random.Generator) -> pl.DataFrame:
    size = len(whole["person"])
    unit = (whole["person"] * 7919) % units
    is_move = whole["event"] == "transfer_document_effective"
    is_exit = whole["event"] == "exit_document_effective"
    names = np.array([f"dv{number:05d}" for number in range(units)])
    cases = np.where(is_move, chance.choice(["inter_unit", "intra_unit", "outgoing_external"], size), "")
    cases = np.where(is_exit, chance.choice(["retirement", "resignation"], size), cases)
    return (
        pl.DataFrame(
            {
                "dossier": whole["person"],
                "event": whole["event"],
                "date": whole["day"].astype(np.int32),
                "unit": names[unit],
                "to_unit": np.where(is_move, names[(unit + 1) % units], ""),
                "actor": chance.choice(["", "person", "unit_head", "unit_admin"], size),
                "case": cases,
                "category": chance.choice(["", "", "cong_chuc", "vien_chuc"], size),
                "ref": np.where(chance.random(size) < 0.5, whole["document"], -1),
                "signed": chance.choice(["", "", "true", "true", "true", "false"], size),
            }
        )
        .with_columns(
            pl.format("HS{}", pl.col("dossier").cast(pl.String).str.zfill(9)).alias("dossier"),
            pl.col("date").cast(pl.Date),
            pl.when(pl.col("ref") >= 0).then(pl.format("{}/QĐ-SNV", pl.col("ref"))).otherwise(pl.lit("")).alias("ref"),
        )
        .sort("dossier", "date", "event")
    )


def generated_units(count: int) -> pl.DataFrame:
    """Return the units of such a log, a fifth of them superiors of the rest."""
    number = np.arange(count)
    return pl.DataFrame(
        {
            "unit": [f"dv{place:05d}" for place in number],
            "name": [f"Đơn vị {place}" for place in number],
            "type": [_TYPES[place % len(_TYPES)] for place in number],
            "parent": ["" if place < count // 5 else f"dv{place % max(1, count // 5):05d}" for place in number],
        }
    )


def write_log(path: Path, events: int, *, shuffled: bool) -> None:
    """Write a log of about so many events, a million at a time, in order of dossier unless `shuffled`."""
    with tempfile.TemporaryDirectory() as folder:
        for number, first in enumerate(range(0, events, PORTION)):
            part = generated_log(min(PORTION, events - first), UNITS, seed=number, first_person=first)
            part.write_parquet(Path(folder) / f"part{number:04d}.parquet")
        whole = pl.scan_parquet(Path(folder) / "part*.parquet")
        if shuffled:
            whole = whole.collect().sample(fraction=1, shuffle=True, seed=1).lazy()
        whole.sink_csv(path) if path.suffix == ".csv" else whole.sink_parquet(path)
