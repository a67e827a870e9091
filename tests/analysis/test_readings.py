"""Every reading: which verdicts hang on which, without the product over the whole file."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.analysis.readings import Instance, Readings, try_readings
from engine.columnar.findings import FindingColumns
from engine.evaluation import Trace
from engine.loading.rules import load_rules
from engine.planning import Plan, compile_plan
from engine.service import Inputs, check
from engine.trials import every_reading, load_log
from tests.analysis.trial_world import inputs, world

BARE = Trace()


def readings(folder: Path) -> Readings:
    ((_, found),) = every_reading(world(folder))
    return found


def of(found: Readings, dossier: str) -> Instance:
    return next(item for item in found.unsettled if item.shown.verdict.dossier == dossier)


def test_interpretations_that_share_no_rule_are_not_multiplied(tmp_path: Path) -> None:
    """Two by two for the account and two for the update are six ways, where the product has sixteen."""
    found = readings(tmp_path)
    assert found.combinations == 6
    assert [item.id for item in found.tried] == ["moc", "bao-gom", "toc-do"]
    assert [item.id for item in found.idle] == ["noi-suong"]
    assert found.cut == ()


def test_a_verdict_names_the_readings_it_hangs_on(tmp_path: Path) -> None:
    found = readings(tmp_path)
    assert of(found, "HS3").depends_on == ("bao-gom", "moc")
    assert of(found, "HS4").depends_on == ("toc-do",)
    assert {item.shown.verdict.dossier for item in found.unsettled} == {"HS3", "HS4"}


def test_the_safe_date_is_the_earliest_under_any_reading(tmp_path: Path) -> None:
    """7 working days from 02/6 end on 11/6, from 06/6 on 17/6."""
    found = readings(tmp_path)
    assert of(found, "HS3").safe_date == date(2025, 6, 11)
    assert of(found, "HS4").safe_date == date(2025, 6, 3)


def test_it_is_counted_under_how_many_ways_it_is_a_breach(tmp_path: Path) -> None:
    assert of(readings(tmp_path), "HS3").breaches == (1, 4)


def test_the_own_choice_comes_first_and_is_what_the_check_says(tmp_path: Path) -> None:
    said = [finding.as_record() for finding in check(inputs(tmp_path)).findings]
    for item in readings(tmp_path).unsettled:
        assert item.own is not None
        assert item.own.as_record() in said
        assert item.under[item.choices[0]] == item.own.verdict


def test_what_is_said_under_a_way_of_reading_is_what_a_check_says_that_reads_so(root: Path) -> None:
    asked = Inputs(
        (root / "examples" / "events_tuyenquang.csv",),
        date(2025, 12, 31),
        units=root / "examples" / "units.csv",
        rules=("tuyenquang",),
    )
    ((_, found),) = every_reading(load_log(asked))
    ways = sorted({choices for item in found.unsettled for choices in item.choices})
    tried = random.Random(3).sample(ways, 8)
    for way in tried:
        said = [replace(finding.verdict, trace=BARE) for finding in check(replace(asked, choices=way)).findings]
        rules = {verdict.rule for verdict in said}
        for item in found.unsettled:
            verdict = item.under.get(way)
            if verdict is not None:
                assert replace(verdict, trace=BARE) in said, (way, verdict)
            elif way in item.choices and item.own is not None and item.shown.verdict.rule in rules:
                same = replace(item.shown.verdict, trace=BARE)
                assert same not in said, (way, same)


@pytest.mark.parametrize("regulation", ["quangninh", "haiphong", "laichau", "longan", "tuyenquang"])
def test_the_real_files_need_few_combinations(regulation: str, root: Path) -> None:
    """A product over the whole file would be millions of ways."""
    document, _ = load_rules(root / "rules" / f"{regulation}.yaml")
    assert document is not None

    def nothing(_: Plan) -> list[FindingColumns]:
        return []

    found = try_readings(document, nothing)
    assert 10 < found.combinations < 200
    assert found.cut == ()


def test_a_reading_of_a_tier_is_tried_too(root: Path) -> None:
    document, _ = load_rules(root / "rules" / "quangninh.yaml")
    assert document is not None
    plans: list[Plan] = []

    def remember(plan: Plan) -> list[FindingColumns]:
        plans.append(plan)
        return []

    try_readings(document, remember)
    tiers = {tier.means for plan in plans for tier in plan.tiers if tier.id == "approval-level1"}
    assert len(tiers) == 2
    assert all(len(plan.tiers) < len(compile_plan(document).tiers) for plan in plans if plan.duties)
