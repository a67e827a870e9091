"""Deciding due date and status by other engines: two cases, two versions by date, the same small regulation.

The folder holds `rows.npz` (days, place of the case) and `job.json` (cases, working days of each case in each version,
the day of amendment, the days off and worked that depart from the week, and the date of the statuses). Answers are
written beside the inputs for the parent to compare.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from bench.measuring import timed

PENDING, OVERDUE = "pending", "overdue"


def _job(folder: Path, rows: int) -> tuple[dict[str, Any], np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    job: dict[str, Any] = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    given = np.load(folder / "rows.npz")
    return job, given["day"][:rows], given["case"][:rows]


def _measured(folder: Path, name: str, rows: int, decide: Callable[[], tuple[Any, Any]], **said: Any) -> dict[str, Any]:
    """Measure `decide`, which returns due dates (NaT for none) and whether they are overdue."""
    due, overdue = decide()
    np.savez(folder / f"{name}.npz", due=np.asarray(due, "M8[D]"), overdue=np.asarray(overdue, bool))
    return {"decide": timed(decide).as_record(), "rows": rows, "answers": f"{name}.npz", **said}


def openfisca(folder: Path) -> dict[str, Any]:
    """OpenFisca: numbers dated by law, one vector for each version; calendar days, for it has no others."""
    from openfisca_core.entities import build_entity
    from openfisca_core.indexed_enums import Enum
    from openfisca_core.parameters import ParameterNode
    from openfisca_core.periods import DateUnit
    from openfisca_core.simulations import SimulationBuilder
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    rows = 1_000_000
    job, days, cases = _job(folder, rows)
    dossier = build_entity(key="dossier", plural="dossiers", label="Hồ sơ", is_person=True)
    case_enum = Enum("Case", {name: name for name in job["cases"]})
    amended = np.datetime64(job["amended"])
    periods = {
        name: {"values": {"2000-01-01": {"value": before}, job["amended"]: {"value": after}}}
        for name, (before, after) in zip(job["cases"], job["periods"], strict=True)
    }

    class triggered(Variable):  # noqa: N801 - OpenFisca takes the class name for the variable's
        value_type, entity, definition_period = date, dossier, DateUnit.ETERNITY

    class case(Variable):  # noqa: N801
        value_type, entity, definition_period = Enum, dossier, DateUnit.ETERNITY
        possible_values, default_value = case_enum, next(iter(case_enum))

    class due(Variable):  # noqa: N801
        value_type, entity, definition_period = date, dossier, DateUnit.DAY

        def formula(person: Any, period: Any, parameters: Any) -> Any:  # noqa: N805
            number = parameters(period).within[person("case", period)]
            return person("triggered", period) + number.astype("m8[D]")

    class overdue(Variable):  # noqa: N801
        value_type, entity, definition_period = bool, dossier, DateUnit.DAY

        def formula(person: Any, period: Any, _parameters: Any) -> Any:  # noqa: N805
            return person("due", period) < np.datetime64(job["as_of"])

    system = TaxBenefitSystem([dossier])
    system.parameters = ParameterNode("", data={"within": periods})
    for variable in (triggered, case, due, overdue):
        system.add_variable(variable)

    def under(version: str, where: Any) -> tuple[Any, Any]:
        simulation = SimulationBuilder().build_default_simulation(system, count=int(where.sum()))
        simulation.set_input("triggered", "eternity", days[where])
        simulation.set_input("case", "eternity", case_enum.encode(cases[where].astype(np.int16)))
        return simulation.calculate("due", version), simulation.calculate("overdue", version)

    def decide() -> tuple[Any, Any]:
        found_due, found_overdue = np.empty(rows, "M8[D]"), np.empty(rows, bool)
        later = days >= amended
        for version, where in ((str(amended - 1), ~later), (job["amended"], later)):
            found_due[where], found_overdue[where] = under(version, where)
        return found_due, found_overdue

    return _measured(folder, "openfisca", rows, decide, working_days=False)


def _zen(folder: Path, name: str, rows: int, due: str, *, working_days: bool) -> dict[str, Any]:
    import zen

    job, days, cases = _job(folder, rows)
    table = [
        {"_id": f"{place}{sign}", "case": f"'{case}'", "date": f"d($) {sign} d('{job['amended']}')", "n": str(count)}
        for place, (case, counts) in enumerate(zip(job["cases"], job["periods"], strict=True))
        for sign, count in zip(("<", ">="), counts, strict=True)
    ]
    column = [{"id": field, "name": field, "field": field} for field in ("case", "date", "n")]
    expressions = [
        {"id": "e1", "key": "due", "value": due},
        {"id": "e2", "key": "status", "value": f"d($.due) < d('{job['as_of']}') ? '{OVERDUE}' : '{PENDING}'"},
    ]
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {
            "id": "table",
            "type": "decisionTableNode",
            "name": "table",
            "content": {
                "hitPolicy": "first",
                "inputs": column[:2],
                "outputs": column[2:],
                "rules": table,
                "passThrough": True,
            },
        },
        {"id": "due", "type": "expressionNode", "name": "due", "content": {"expressions": expressions}},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    order = [node["id"] for node in nodes]
    edges = [{"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in pairwise(order)]
    # Nạp sẵn vào động cơ: nhanh gấp mấy chục lần gọi trên một quyết định rời.
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"due": {"nodes": nodes, "edges": edges}}}})
    given = [
        {"date": day, "case": job["cases"][case]} for day, case in zip(days.astype(str).tolist(), cases, strict=True)
    ]

    def decide() -> tuple[Any, Any]:
        found = [engine.evaluate("due", one)["result"] for one in given]
        return [one["due"] for one in found], [one["status"] == OVERDUE for one in found]

    return _measured(folder, name, rows, decide, working_days=working_days)


def zen_calendar_days(folder: Path) -> dict[str, Any]:
    """GoRules ZEN: a decision table and an expression, calendar days."""
    return _zen(folder, "zen", 50_000, "d(date).add(n, 'd').format('%Y-%m-%d')", working_days=False)


def zen_working_days(folder: Path) -> dict[str, Any]:
    """GoRules ZEN with the calendar written into the expression: the days off and the worked ones, all of them."""
    job, _, _ = _job(folder, 0)
    day = "map([1..40], d(date).add(#, 'd').format('%Y-%m-%d'))"
    is_worked = f"(d(#).weekday() < 6 and # not in {json.dumps(job['off'])}) or # in {json.dumps(job['worked'])}"
    return _zen(folder, "zen_working", 2_000, f"filter({day}, {is_worked})[n - 1]", working_days=True)


def regclock(folder: Path) -> dict[str, Any]:
    """regclock: an obligation for each case, amended by date, working days less the official days off."""
    from regclock import (
        Amendment,
        AmendmentLog,
        Bearer,
        BusinessCalendar,
        DayBasis,
        DeadlineKind,
        DeadlineSpec,
        EventLog,
        EvidenceRequirement,
        Obligation,
        ScheduledInstance,
        SourceCitation,
        State,
        resolve_state,
    )
    from regclock.model.recurrence import compute_due_date

    rows = 10_000
    job, days, cases = _job(folder, rows)
    as_of = date.fromisoformat(job["as_of"])
    calendar = BusinessCalendar("VN", extra_holidays=frozenset(map(date.fromisoformat, job["off"])))

    def spec(count: int) -> Any:
        return DeadlineSpec(kind=DeadlineKind.RELATIVE, offset_days=count, day_basis=DayBasis.BUSINESS)

    obligations = [
        Obligation(
            id=name,
            title=name,
            bearer=Bearer(id="unit", name="unit"),
            required_action="act",
            trigger="move",
            deadline=spec(before),
            evidence=EvidenceRequirement(kinds=["act"]),
            source=SourceCitation(title="probe"),
            jurisdiction="VN",
        )
        for name, (before, _) in zip(job["cases"], job["periods"], strict=True)
    ]
    amendments = AmendmentLog(
        entries=[
            Amendment(
                effective_on=job["amended"], kind="modify", target_obligation_id=name, patch={"deadline": spec(after)}
            )
            for name, (_, after) in zip(job["cases"], job["periods"], strict=True)
        ]
    )
    nothing = EventLog()
    given = list(zip(days.tolist(), cases.tolist(), strict=True))

    def decide_one(day: date, case: int) -> tuple[date, bool]:
        obligation = amendments.as_of(obligations[case], day)
        assert obligation is not None
        due = compute_due_date(obligation.deadline, day, calendar)
        instance = ScheduledInstance(obligation.id, due, day, obligation.deadline.kind, obligation.title, "VN")
        status = resolve_state(obligation, instance, nothing, calendar, as_of)
        return due, status.state is State.OVERDUE

    def decide() -> tuple[Any, Any]:
        found = [decide_one(day, case) for day, case in given]
        return [due for due, _ in found], [overdue for _, overdue in found]

    return _measured(folder, "regclock", rows, decide, working_days=True)
