"""A log in memory: judged once, asked again and again; a log in several parts says the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.analysis.amending import Change
from engine.analysis.effects import Effects
from engine.analysis.readings import Readings
from engine.calendars import FIRST_DAY, LAST_DAY
from engine.columnar.evaluate import Evaluation
from engine.columnar.reading import read_log
from engine.service import Inputs, check
from engine.trials import LoadedLog, Trial, every_reading, load_log, what_if
from tests.analysis.trial_world import LOG, inputs, world

AS_OF = date(2025, 12, 31)
ONE_DAY = Trial(changes=(Change("giao", ("within",), "01 ngày làm việc"),))


def effects(log: LoadedLog, trial: Trial) -> Effects:
    tried, problems = what_if(log, trial)
    assert tried is not None, problems
    return tried.effects


def test_as_many_findings_as_a_check_has(tmp_path: Path) -> None:
    asked = inputs(tmp_path)
    assert load_log(asked).counts() == {"thu": len(check(asked).findings)}


def test_a_second_question_judges_only_what_its_change_touches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = world(tmp_path)
    effects(log, ONE_DAY)
    judged: list[set[str]] = []
    of_dossiers = Evaluation.of_dossiers

    def watched(self: Evaluation, *args: object) -> object:
        judged.append({duty.id for duty in self.plan.duties})
        return of_dossiers(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Evaluation, "of_dossiers", watched)
    effects(log, Trial(changes=(Change("giao", ("within",), "03 ngày làm việc"),)))
    assert judged == [{"giao"}]


def test_a_question_leaves_nothing_behind(tmp_path: Path) -> None:
    log = world(tmp_path)
    before = effects(log, ONE_DAY)
    effects(log, Trial(choices=(("moc", "nhan-viec"),)))
    again = effects(log, ONE_DAY)
    assert (again.counts, again.flips(), again.unchanged) == (before.counts, before.flips(), before.unchanged)


def test_a_broken_rule_file_leaves_nothing_to_judge(tmp_path: Path) -> None:
    log = load_log(inputs(tmp_path, "format: 1\n"))
    assert not log.rules_usable
    assert log.judged == ()


def test_a_log_that_is_not_there_cannot_be_used(tmp_path: Path) -> None:
    log = load_log(replace(inputs(tmp_path), events=(tmp_path / "khong-co.csv",)))
    assert not log.data_usable


def in_parts(whole: LoadedLog, log: Path) -> LoadedLog:
    """Return the same log, cut into parts."""
    grounds = whole.grounds
    read = read_log([log], grounds.vocabulary, grounds.units, FIRST_DAY, LAST_DAY, most_in_memory=200)
    assert len(read.parts) > 1
    return replace(whole, parts=read.parts)


@pytest.fixture
def whole_and_cut(root: Path) -> tuple[LoadedLog, LoadedLog]:
    """Return a real log whole, and cut into parts."""
    log = root / "examples" / "events_tuyenquang.csv"
    whole = load_log(Inputs((log,), AS_OF, units=root / "examples" / "units.csv", rules=("tuyenquang",)))
    return whole, in_parts(whole, log)


def test_a_log_in_parts_says_what_the_whole_log_says(whole_and_cut: tuple[LoadedLog, LoadedLog]) -> None:
    whole, cut = whole_and_cut
    assert cut.counts() == whole.counts()
    trial = Trial(changes=(Change("transfer-sender", ("within",), "01 ngày làm việc"),))
    one, other = effects(whole, trial), effects(cut, trial)
    assert one.counts.total() > 0
    assert (other.counts, other.unchanged) == (one.counts, one.unchanged)
    assert other.flips() == one.flips()
    assert other.flips(3) == one.flips(3)
    assert other.otherwise() == one.otherwise()
    assert (other.by_unit(), other.by_topic()) == (one.by_unit(), one.by_topic())


def test_every_reading_of_a_log_in_parts_says_what_the_whole_log_says(tmp_path: Path) -> None:
    asked = inputs(tmp_path)
    (log,) = asked.events
    head, *rows = LOG.splitlines()
    log.write_text("\n".join([head, *(f"{number:02d}{row}" for number in range(40) for row in rows)]), encoding="utf-8")
    whole = load_log(asked)
    ((_, one),), ((_, other),) = (list(every_reading(loaded)) for loaded in (whole, in_parts(whole, log)))

    def told(found: Readings) -> list[tuple[object, ...]]:
        return sorted(
            (str(item.shown.as_record()), item.verdicts, item.depends_on, item.safe_date) for item in found.unsettled
        )

    assert len(one.unsettled) == 80
    assert told(other) == told(one)


def test_traces_are_had_of_a_log_in_parts_too(whole_and_cut: tuple[LoadedLog, LoadedLog]) -> None:
    trial = Trial(changes=(Change("transfer-sender", ("within",), "01 ngày làm việc"),))
    ledgers = []
    for log in whole_and_cut:
        tried, _ = what_if(log, trial)
        assert tried is not None
        pairs = tried.traced(tried.effects.flips())
        assert all(side.verdict.trace.due is not None for pair in pairs for side in (pair.before, pair.after) if side)
        ledgers.append(pairs)
    assert ledgers[0] == ledgers[1]
    assert ledgers[0]
