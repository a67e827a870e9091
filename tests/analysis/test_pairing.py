"""Which finding is whose counterpart: the same event first, then one rule in order of time, then one topic."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.analysis.pairing import matched
from engine.columnar.days import NOTHING
from engine.columnar.findings import STATUS_CODE, FindingColumns, FindingWriter, Registry, joined
from engine.columnar.words import Words
from engine.loading.rules import load_rules
from engine.outcomes import Kind, Status
from engine.planning import Plan, compile_plan

DOSSIERS, UNITS, EVENTS = Words(("d0", "d1")), Words(("a", "b")), Words(("bat-dau", "khac"))


@dataclass(frozen=True)
class Row:
    """A finding; dossier, unit, event and document number by code."""

    rule: str = "r"
    topic: str | None = None
    kind: Kind = Kind.DEADLINE
    dossier: int = 0
    unit: int = 0
    event: int = 0
    day: int = 100
    due: int = 110
    reason: str = ""
    ref: int = NOTHING


@pytest.fixture
def plan(root: Path) -> Plan:
    document, _ = load_rules(root / "rules" / "longan.yaml")
    assert document is not None
    return compile_plan(document)


def portion(plan: Plan, rows: list[Row]) -> FindingColumns:
    writer = FindingWriter(Registry())
    for row in rows:
        writer.add(
            1,
            norm=writer.norm(row.rule, row.topic, row.kind, ""),
            dossier=row.dossier,
            unit=row.unit,
            trigger_event=row.event,
            trigger_date=row.day,
            due_on=row.due,
            status=STATUS_CODE[Status.OVERDUE],
            reason=writer.reason(row.reason),
            ref=row.ref,
        )
    return FindingColumns(
        plan, "", writer.registry.norms, writer.registry.reasons, DOSSIERS, UNITS, Words(()), Words(()), EVENTS,
        Words(()), Words(()),
        joined(writer.parts),
    )  # fmt: skip


def pairs(plan: Plan, before: list[Row], after: list[Row], *, same_rules: bool = True) -> set[tuple[int, int]]:
    """Return the places of counterparts in both lists, -1 for none."""
    found = matched(portion(plan, before), portion(plan, after), same_rules=same_rules)
    return set(zip(found.before.tolist(), found.after.tolist(), strict=True))


def test_the_same_event_makes_a_pair_wherever_it_stands(plan: Plan) -> None:
    before = [Row(day=100), Row(day=120), Row(dossier=1)]
    after = [Row(dossier=1, due=500), Row(day=100, due=300), Row(day=120)]
    assert pairs(plan, before, after) == {(0, 1), (1, 2), (2, 0)}


def test_a_duty_of_another_document_is_still_the_duty_of_that_rule(plan: Plan) -> None:
    assert pairs(plan, [Row(ref=1)], [Row(ref=2)]) == {(0, 0)}


def test_an_act_of_another_document_is_another_act(plan: Plan) -> None:
    acts = [Row(kind=Kind.LIMIT, ref=1)], [Row(kind=Kind.LIMIT, ref=2)]
    assert pairs(plan, *acts) == {(0, -1), (-1, 0)}


def test_of_two_documents_of_one_day_each_keeps_its_own(plan: Plan) -> None:
    before = [Row(ref=1, due=120), Row(ref=2, due=110)]
    after = [Row(ref=1, due=110), Row(ref=2, due=120)]
    assert pairs(plan, before, after) == {(0, 0), (1, 1)}


def test_an_act_that_is_wrong_in_another_way_is_another_finding(plan: Plan) -> None:
    acts = [Row(kind=Kind.REQUIREMENT, reason="forbidden")], [Row(kind=Kind.REQUIREMENT, reason="role_not_allowed")]
    assert pairs(plan, *acts) == {(0, -1), (-1, 0)}


def test_a_duty_with_another_reason_is_the_same_duty(plan: Plan) -> None:
    for kind in (Kind.DEADLINE, Kind.RETENTION, Kind.PERIODIC, Kind.GATE):
        assert pairs(plan, [Row(kind=kind, reason="no_number")], [Row(kind=kind)]) == {(0, 0)}


def test_equals_are_paired_in_the_order_of_findings(plan: Plan) -> None:
    before = [Row(due=130), Row(due=120), Row(due=110)]
    after = [Row(due=210), Row(due=230)]
    assert pairs(plan, before, after) == {(2, 0), (1, 1), (0, -1)}


def test_a_moved_start_pairs_one_rule_in_order_of_time(plan: Plan) -> None:
    before = [Row(day=200), Row(day=100), Row(day=300)]
    after = [Row(event=1, day=250), Row(event=1, day=150)]
    assert pairs(plan, before, after) == {(1, 1), (0, 0), (2, -1)}


def test_a_rule_goes_before_its_topic(plan: Plan) -> None:
    before = [Row(rule="mot", topic="t", day=100), Row(rule="hai", topic="t", day=200)]
    after = [Row(rule="hai", topic="t", event=1, day=300), Row(rule="mot", topic="t", event=1, day=400)]
    assert pairs(plan, before, after) == {(0, 1), (1, 0)}


def test_a_renamed_rule_is_found_by_its_topic(plan: Plan) -> None:
    assert pairs(plan, [Row(rule="cu", topic="t")], [Row(rule="moi", topic="t")]) == {(0, 0)}
    assert pairs(plan, [Row(rule="cu")], [Row(rule="moi")]) == {(0, -1), (-1, 0)}


def test_under_other_rules_only_topics_count(plan: Plan) -> None:
    before = [Row(rule="r", topic="mot"), Row(rule="k", topic="hai")]
    after = [Row(rule="r", topic="hai"), Row(rule="k", topic="mot")]
    assert pairs(plan, before, after, same_rules=False) == {(0, 1), (1, 0)}


def test_a_lifecycle_meets_another_one(plan: Plan) -> None:
    step = Row(rule="lifecycle", kind=Kind.TRANSITION, reason="out_of_order")
    assert pairs(plan, [step], [step], same_rules=False) == {(0, 0)}


def test_what_is_of_no_dossier_is_of_its_unit(plan: Plan) -> None:
    before = [Row(dossier=NOTHING, unit=0), Row(dossier=NOTHING, unit=1)]
    after = [Row(dossier=NOTHING, unit=1), Row(dossier=NOTHING, unit=NOTHING)]
    assert pairs(plan, before, after) == {(1, 0), (0, -1), (-1, 1)}


def test_nothing_meets_nothing(plan: Plan) -> None:
    assert pairs(plan, [], []) == set()
    assert pairs(plan, [Row()], []) == {(0, -1)}
    assert pairs(plan, [], [Row()]) == {(-1, 0)}
