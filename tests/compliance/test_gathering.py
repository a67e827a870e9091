"""Portions in any number and order give the counts, the lists and the order of all findings together."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from engine.calendars import FIRST_DAY, LAST_DAY
from engine.columnar import FindingColumns
from engine.compliance import EVERYTHING, URGENCY, Outlet, Tallies, Wanted, findings_of_frame, gather, summarise_units
from engine.findings import Finding, in_order
from engine.loading.logs import load_events, load_units
from engine.outcomes import Status
from engine.vocabulary import standard
from tests.columnar.aimed_logs import Question
from tests.compliance.portions import asked, findings_by_columns, findings_by_reference, portions_of
from tests.evaluation.histories import PROVINCES, plan_of

SEEDS = range(24)


def ordered_by(outlet: Outlet, question: Question) -> list[dict[str, object]]:
    plans = {question.plan.regulation: question.plan}
    return [item.as_record() for table in outlet.frames() for item in findings_of_frame(table, plans)]


@pytest.mark.parametrize(("most_in_memory", "merged_at_once"), [(10**6, 10**6), (0, 10**6), (0, 5), (20, 1)])
def test_findings_in_portions_come_out_in_the_order_of_the_reference(most_in_memory: int, merged_at_once: int) -> None:
    for seed in SEEDS:
        question, columns, findings = asked(seed)
        outlet = Outlet(most_in_memory, merged_at_once)
        for portion in portions_of(columns, seed % 4 + 1, seed):
            outlet.add(portion)
        expected = [finding.as_record() for finding in findings]
        assert ordered_by(outlet, question) == expected, f"câu hỏi số {seed}"


@pytest.fixture(scope="module")
def examples() -> tuple[list[FindingColumns], list[Finding]]:
    """The findings of the five regulations on all example logs together: in portions, and by the reference."""
    root = Path(__file__).resolve().parents[2]
    units, _ = load_units(root / "examples" / "units.csv", standard())
    paths = [root / "examples" / f"events_{province}.csv" for province in PROVINCES]
    log, _ = load_events(paths, standard(), units, FIRST_DAY, LAST_DAY)
    portions: list[FindingColumns] = []
    findings: list[Finding] = []
    for number, province in enumerate(PROVINCES):
        question = Question(plan_of(province), log.events, date(2025, 12, 31), None, units, None)
        portions += portions_of(findings_by_columns(question), number % 3 + 1, number)
        findings += findings_by_reference(question)
    return portions, in_order(findings)


@pytest.mark.parametrize(("most_in_memory", "merged_at_once"), [(10**9, 10**9), (0, 700)])
def test_five_regulations_on_one_log_come_out_in_one_order(
    examples: tuple[list[FindingColumns], list[Finding]], most_in_memory: int, merged_at_once: int
) -> None:
    portions, expected = examples
    outlet = Outlet(most_in_memory, merged_at_once)
    for portion in portions:
        outlet.add(portion)
    plans = {province: plan_of(province) for province in PROVINCES}
    found = [item.as_record() for table in outlet.frames() for item in findings_of_frame(table, plans)]
    assert found == [finding.as_record() for finding in expected]


def counted(findings: list[Finding]) -> dict[str, Counter[tuple[object, ...]]]:
    """The counts, one finding after another."""
    found: dict[str, Counter[tuple[object, ...]]] = {name: Counter() for name in Tallies.none().counts}
    for finding in findings:
        verdict, name = finding.verdict, finding.regulation
        on = verdict.due_on or verdict.trigger_date
        status = verdict.status.value
        found["unit"][(name, verdict.unit, status)] += 1
        found["month"][(name, on and on.replace(day=1), status)] += 1
        found["rule"][(name, verdict.rule, verdict.topic, status)] += 1
        found["certainty"][(name, verdict.certainty.value, status)] += 1
        if verdict.status is Status.UNDETERMINED:
            found["reason"][(name, verdict.reason)] += 1
        if verdict.status is Status.OVERDUE:
            found["overdue"][(name, verdict.unit, verdict.due_on)] += 1
    return found


def test_tallies_are_the_counts_of_the_findings() -> None:
    for seed in SEEDS:
        _, columns, expected = asked(seed)
        tallies = gather(portions_of(columns, 3, seed)).tallies
        found = {name: Counter({row[:-1]: row[-1] for row in table.rows()}) for name, table in tallies.counts.items()}
        assert found == counted(expected), f"câu hỏi số {seed}"
        assert tallies.total == len(expected)
        assert tallies.statuses == Counter(finding.verdict.status for finding in expected)


def test_what_was_added_can_be_taken_off_again_exactly() -> None:
    for seed in SEEDS:
        first, second = portions_of(asked(seed)[1], 2, seed)
        both = Tallies.of(first).add(second)
        assert both.subtract(second).to_record() == Tallies.of(first).to_record()
        assert both.subtract(first).subtract(second).to_record() == Tallies.none().to_record()


def test_taking_off_what_was_never_counted_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="never counted"):
        Tallies.none().subtract(asked(0)[1])


def test_tallies_survive_being_written_down() -> None:
    for seed in SEEDS:
        tallies = Tallies.of(asked(seed)[1])
        again = Tallies.of_record(json.loads(json.dumps(tallies.to_record())))
        assert again.to_record() == tallies.to_record()
        assert again.merge(tallies).total == 2 * tallies.total


def test_a_unit_is_overdue_since_its_oldest_due_date() -> None:
    for seed in SEEDS:
        question, columns, findings = asked(seed)
        for summary in summarise_units(Tallies.of(columns), question.as_of):
            overdue = [
                finding.verdict
                for finding in findings
                if finding.verdict.unit == summary.unit and finding.verdict.status is Status.OVERDUE
            ]
            assert summary.overdue == len(overdue)
            assert summary.oldest_due == min((item.due_on for item in overdue if item.due_on), default=None)
            assert summary.most_days == max((item.late_calendar_days or 0 for item in overdue), default=0)


def pressing_first(finding: Finding) -> tuple[object, ...]:
    verdict = finding.verdict
    on = verdict.due_on or verdict.trigger_date or date.max
    return (URGENCY.index(verdict.status), on, verdict.dossier or "", verdict.rule)


@pytest.mark.parametrize("most_listed", [10**6, 0])
def test_each_unit_lists_its_most_pressing_findings_first(most_listed: int) -> None:
    wanted = Wanted(statuses=frozenset(Status), most_listed=most_listed, per_unit=3)
    for seed in SEEDS:
        _, columns, findings = asked(seed)
        expected: dict[tuple[str, str | None], list[dict[str, object]]] = {}
        for finding in sorted(findings, key=pressing_first):
            expected.setdefault((finding.regulation, finding.verdict.unit), []).append(finding.as_record())
        if not most_listed:
            expected = {place: found[:3] for place, found in expected.items()}
        source = gather(portions_of(columns, 3, seed), wanted).findings
        assert source.is_listed_whole == (most_listed > 0 or not findings)
        listed = {place: [item.as_record() for item in found] for place, found in source.listed().items()}
        assert listed == expected, f"câu hỏi số {seed}"
        for place in list(expected)[:2]:
            assert [item.as_record() for item in source.listed([place])[place]] == expected[place]


def test_the_oldest_overdue_duties_are_gathered_over_all_units() -> None:
    for seed in SEEDS:
        _, columns, findings = asked(seed)
        overdue = [item for item in findings if item.verdict.status is Status.OVERDUE]
        overdue.sort(key=lambda item: (item.verdict.due_on or date.max, item.verdict.dossier or "", item.verdict.rule))
        source = gather(portions_of(columns, 3, seed), Wanted(oldest=4)).findings
        assert [item.as_record() for item in source.oldest()] == [item.as_record() for item in overdue[:4]]


@pytest.mark.parametrize("per_unit", [1, 4])
def test_of_many_portions_with_many_equal_dates_the_right_findings_are_picked(
    examples: tuple[list[FindingColumns], list[Finding]], per_unit: int
) -> None:
    portions, findings = examples
    small = [piece for number, portion in enumerate(portions) for piece in portions_of(portion, 12, number)]
    statuses = frozenset({Status.OVERDUE, Status.VIOLATION, Status.LATE, Status.DUE_SOON})
    source = gather(small, Wanted(statuses=statuses, most_listed=0, per_unit=per_unit)).findings
    expected: dict[tuple[str, str | None], list[tuple[object, ...]]] = {}
    for finding in sorted(findings, key=pressing_first):
        if finding.verdict.status in statuses:
            expected.setdefault((finding.regulation, finding.verdict.unit), []).append(pressing_first(finding))
    listed = {place: [pressing_first(item) for item in found] for place, found in source.listed().items()}
    assert listed == {place: found[:per_unit] for place, found in expected.items()}


def test_of_many_portions_with_many_equal_dates_the_oldest_are_picked(
    examples: tuple[list[FindingColumns], list[Finding]],
) -> None:
    portions, findings = examples
    small = [piece for number, portion in enumerate(portions) for piece in portions_of(portion, 12, number)]
    overdue = sorted(
        (item.verdict.due_on or date.max, item.verdict.dossier or "", item.verdict.rule)
        for item in findings
        if item.verdict.status is Status.OVERDUE
    )
    for count in (1, 2, 5, 12, 30, 70):
        oldest = gather(small, Wanted(statuses=frozenset(), oldest=count)).findings.oldest()
        found = [(item.verdict.due_on, item.verdict.dossier or "", item.verdict.rule) for item in oldest]
        assert found == overdue[:count]


def test_a_listed_periodic_duty_knows_its_period() -> None:
    seen = 0
    for seed in SEEDS:
        _, columns, findings = asked(seed)
        source = gather([columns], Wanted(statuses=frozenset(Status))).findings
        listed = [item for found in source.listed().values() for item in found]
        periods = {json.dumps(item.as_record()): item.verdict.trace.period for item in findings}
        for item in listed:
            assert item.verdict.trace.period == periods[json.dumps(item.as_record())]
            seen += item.verdict.trace.period is not None
    assert seen > 30


def test_nothing_gathered_is_an_answer_too() -> None:
    gathering = gather([], EVERYTHING)
    assert (gathering.tallies.total, gathering.findings.listed(), gathering.findings.oldest()) == (0, {}, [])
    assert [len(table) for table in gathering.findings.frames()] == [0]


def test_findings_that_were_not_wanted_cannot_be_had() -> None:
    with pytest.raises(ValueError, match="not kept"):
        gather([], Wanted()).findings.frames()
