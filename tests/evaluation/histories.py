"""Random histories aimed at the edges: dates around every exception of the calendar, month and year ends."""

from __future__ import annotations

import random
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from engine.calendars import Calendar
from engine.evaluation import Verdict, evaluate_reference
from engine.loading.logs import Event, Unit, UnitTable
from engine.loading.rules import RuleDocument, load_rules, load_rules_text
from engine.planning import Plan, compile_plan
from engine.source import SourceText

RULES = Path(__file__).resolve().parents[2] / "rules"
PROVINCES = ("haiphong", "laichau", "longan", "quangninh", "tuyenquang")
TYPES = ("so_nganh", "so_noi_vu", "ubnd_cap_huyen", "dvsn_so", "chi_cuc", "ngoai_tinh")
UNITS = UnitTable({f"u{n}": Unit(f"u{n}", f"Đơn vị {n}", kind, "u0" if n else None) for n, kind in enumerate(TYPES)})


@cache
def document_of(province: str) -> RuleDocument:
    document, problems = load_rules(RULES / f"{province}.yaml")
    assert document is not None, problems
    return document


@cache
def plan_of(province: str) -> Plan:
    return compile_plan(document_of(province))


def plan_of_text(text: str) -> Plan:
    document, problems = load_rules_text(SourceText("sua.yaml", text))
    assert document is not None, problems
    return compile_plan(document)


@cache
def edge_days() -> tuple[date, ...]:
    """Days within four of a special day, a month end or a year end, 2023–2027."""
    calendar = Calendar.national()
    marks = [special.on for special in calendar.special_days(date(2023, 1, 1), date(2027, 12, 31))]
    marks += [date(year, month, 1) for year in range(2023, 2028) for month in range(1, 13)]
    found = {mark + timedelta(days=shift) for mark in marks for shift in range(-4, 5)}
    return tuple(sorted(day for day in found if date(2023, 1, 1) <= day <= date(2027, 12, 31)))


def random_history(seed: int, plan: Plan, length: int = 40) -> list[Event]:
    """Return events that the plan's rules speak of, clustered on edges, with refs, repeats and gaps."""
    chance = random.Random(seed)
    names = sorted(
        {name for duty in plan.duties for name in (*(duty.trigger.events if duty.trigger else ()), *duty.done_by)}
        | {step.event for step in (plan.lifecycle.steps if plan.lifecycle else ())}
    )
    cases = ("inter_unit", "intra_unit", "outgoing_external", None)
    exits = ("retirement", "resignation", None)
    days = edge_days()
    start = chance.randrange(len(days) - 60)
    events = []
    for _ in range(length):
        name = chance.choice(names)
        case = None
        if name == "transfer_document_effective":
            case = chance.choice(cases)
        elif name == "exit_document_effective":
            case = chance.choice(exits)
        elif name.startswith("paper_dossier"):
            case = chance.choice(("incoming_external", "incoming_party_or_other_system"))
        events.append(
            Event(
                dossier=f"d{chance.randrange(3)}",
                event=name,
                on=days[start + chance.randrange(60)],
                unit=f"u{chance.randrange(6)}",
                to_unit=f"u{chance.randrange(6)}" if "transfer" in name or "paper" in name else None,
                actor=chance.choice((None, "person", "unit_head", "unit_admin", "snv_leader")),
                case=case,
                category=chance.choice((None, "cong_chuc", "vien_chuc", "ld_nd111")),
                ref=chance.choice((None, None, "QD-1", "QD-2")),
                recorded_on=None,
                attributes=chance.choice(((), (("signed", "true"),), (("attached", "false"),), (("period", "2025"),))),
            )
        )
    return events


def judge(plan: Plan, events: list[Event], as_of: date, known_at: date | None = None) -> list[Verdict]:
    """Return the verdicts in a fixed order."""
    verdicts = evaluate_reference(
        plan, dict.fromkeys(events), as_of=as_of, known_at=known_at, calendar=Calendar.national(known_at), units=UNITS
    )
    return sorted(verdicts, key=lambda verdict: repr((verdict.rule, verdict.dossier, verdict.unit, verdict)))
