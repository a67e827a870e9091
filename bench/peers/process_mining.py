"""Tools of process mining: pm4py's temporal profile and DECLARE, and Declare4Py.

Each duty becomes a pair of events, with at most so much time between them where the duty has a number of working
days. A pair with several numbers gets the longest.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pandas as pd
import pm4py
import polars as pl
from pm4py.algo.conformance.temporal_profile import algorithm as temporal_profile

from bench.peers.logs import ACTIVITY, CASE, TIME, measured

warnings.filterwarnings("ignore")
HOUR, DAY = 3600, 86_400
OFFICE = (8 * HOUR, 17 * HOUR)
SOME, FEW, FEWEST = 5, 50, 100


def _pandas(frame: pl.DataFrame) -> Any:
    table = pd.DataFrame({name: frame[name].to_list() for name in (CASE, ACTIVITY)})
    table[TIME] = pd.DatetimeIndex(frame[TIME].dt.replace_time_zone(None).to_numpy(), tz="UTC")
    return pm4py.format_dataframe(table, case_id=CASE, activity_key=ACTIVITY, timestamp_key=TIME)


def _temporal(folder: Path, calendar: Any, days: int, every: int) -> dict[str, Any]:
    slots = [(day * DAY + OFFICE[0], day * DAY + OFFICE[1]) for day in range(days)]

    def check(table: pd.DataFrame, job: dict[str, Any]) -> dict[str, bool]:
        half = {(a, b): most * (OFFICE[1] - OFFICE[0]) / 2 for a, b, most in job["pairs"] if most}
        profile = {pair: (seconds, seconds) for pair, seconds in half.items()}
        parameters = {
            "zeta": 1.0,
            "business_hours": True,
            "business_hour_slots": slots,
            "workcalendar": calendar,
        }
        found = temporal_profile.apply(table, profile, parameters=parameters)
        return dict(zip(table[CASE].unique(), map(bool, found), strict=True))

    return measured(folder, every, check, _pandas)


def temporal_by_hand(folder: Path) -> dict[str, Any]:
    """pm4py with office hours Monday to Friday and Vietnam written in workalendar."""
    from bench.peers.vietnam import VietnamByHand

    return _temporal(folder, VietnamByHand(), 5, FEWEST)


def temporal_adapted(folder: Path) -> dict[str, Any]:
    """pm4py with office hours on all seven days and our own calendar, which says which are worked."""
    from engine.calendars.workalendar_adapter import VietnamCivilService

    return _temporal(folder, VietnamCivilService(), 7, FEWEST)


def declare(folder: Path) -> dict[str, Any]:
    """pm4py DECLARE: each trigger is followed by its act, whenever."""

    def check(table: pd.DataFrame, job: dict[str, Any]) -> dict[str, bool]:
        model = {"response": {(a, b): {"support": 1, "confidence": 1} for a, b, _ in job["pairs"]}}
        found = pm4py.conformance_declare(table, model)
        return {name: not one["is_fit"] for name, one in zip(table[CASE].unique(), found, strict=True)}

    return measured(folder, SOME, check, _pandas)


def declare4py(folder: Path) -> dict[str, Any]:
    """Declare4Py: the same with a limit of calendar days, the only ones it knows."""
    from Declare4Py.D4PyEventLog import D4PyEventLog
    from Declare4Py.ProcessMiningTasks.ConformanceChecking.MPDeclareAnalyzer import MPDeclareAnalyzer
    from Declare4Py.ProcessModels.DeclareModel import DeclareModel

    def check(table: pd.DataFrame, job: dict[str, Any]) -> dict[str, bool]:
        names = sorted({name for a, b, _ in job["pairs"] for name in (a, b)})
        lines = [f"activity {name}" for name in names]
        lines += [f"Response[{a}, {b}] | | |{f'0,{most},d' if most else ''}" for a, b, most in job["pairs"]]
        log = pm4py.convert_to_event_log(table)
        found = MPDeclareAnalyzer(
            log=D4PyEventLog(CASE, log),
            declare_model=DeclareModel().parse_from_string("\n".join(lines)),
            consider_vacuity=True,
        ).run()
        states = found.get_metric("state")
        return {
            trace.attributes["concept:name"]: not all(row)
            for trace, row in zip(log, states.to_numpy().tolist(), strict=True)
        }

    return measured(folder, FEW, check, _pandas)
