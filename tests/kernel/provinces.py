"""A random log of several provinces: moves across their borders, acts of units (some name a dossier), poor rows."""

from __future__ import annotations

import random
from datetime import date, timedelta

from engine.loading.logs import UnitTable
from engine.service import jurisdictions
from engine.vocabulary import standard
from tests.evaluation.histories import edge_days, plan_of
from tests.kernel.parts_of_logs import Row

OF_UNITS = ("password_changed", "request_filed_with_snv", "admin_appointed", "unit_report_submitted")
DOSSIERS_OF_A_PROVINCE = 40
LENGTH = 12


def random_rows(units: UnitTable, seed: int) -> list[Row]:
    """Return rows of texts in no order, some of them twice and some unusable."""
    chance = random.Random(seed)
    days = [day for day in edge_days() if date(2024, 3, 1) <= day <= date(2025, 12, 31)]
    rows: list[Row] = []
    for province, members in jurisdictions(units).items():
        events = _spoken_of(province)
        for number in range(DOSSIERS_OF_A_PROVINCE):
            rows += _course(
                chance,
                f"{province[:2].upper()} Hồ sơ {number}" if number % 3 else f"{province}-{number}",
                events,
                sorted(members),
                days,
                sorted(units),
            )
        rows += [
            {
                "event": chance.choice(OF_UNITS),
                "date": chance.choice(days).isoformat(),
                "unit": unit,
                "dossier": chance.choice((None, None, f"{province}-{3 * chance.randrange(DOSSIERS_OF_A_PROVINCE)}")),
            }
            for unit in sorted(members)
            for _ in range(4)
        ]
    rows += [{**row, "dossier": f" {row['dossier']} "} for row in chance.sample(rows, 200) if row.get("dossier")]
    rows += [{**row, chance.choice(("event", "date", "unit")): "không rõ"} for row in chance.sample(rows, 20)]
    chance.shuffle(rows)
    return rows


def _spoken_of(province: str) -> list[str]:
    plan = plan_of(province)
    names = {act.event for duty in plan.duties for act in duty.must}
    names |= {event for duty in plan.duties if duty.trigger is not None for event in duty.trigger.events}
    names |= {step.event for step in plan.lifecycle.steps} if plan.lifecycle is not None else set()
    names |= {"death_occurred", "personal_account_created", "personal_info_changed"}
    return sorted(name for name in names if name in standard().events)


def _course(
    chance: random.Random, dossier: str, events: list[str], members: list[str], days: list[date], everywhere: list[str]
) -> list[Row]:
    home, start = chance.choice(members), chance.randrange(len(days) - 60)
    return [
        {
            "dossier": dossier,
            "event": (name := chance.choice(events)),
            "date": (day := days[start + chance.randrange(60)]).isoformat(),
            "unit": chance.choice((home, home, home, None)),
            "to_unit": chance.choice(everywhere) if "transfer" in name or "paper" in name else None,
            "case": chance.choice(("inter_unit", "intra_unit", None)) if name.startswith("transfer") else None,
            "actor": chance.choice((None, "person", "unit_head", "unit_admin")),
            "category": chance.choice((None, "cong_chuc", "vien_chuc")),
            "ref": chance.choice((None, None, "QD-1", "QD-2")),
            "recorded_at": chance.choice((None, None, (day + timedelta(days=9)).isoformat())),
            "signed": chance.choice((None, "true", "false")),
        }
        for _ in range(LENGTH)
    ]
